import type { Lang, Words } from '../base/index.ts'

/** An option of a command. */
export interface Option {
  readonly type: 'boolean' | 'string'
  readonly summary: Words
  /** name of its value in the usage */
  readonly value?: string
  /** values that it may have */
  readonly oneOf?: readonly string[]
}

/** What a command is given. */
export interface Invocation {
  readonly args: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  readonly lang: Lang
  readonly terminal: Terminal
}

/** Where words go. */
export interface Terminal {
  readonly out: (text: string) => void
  /** puts out bytes of UTF-8 as they are */
  readonly write?: (bytes: Uint8Array) => void
  readonly error: (text: string) => void
  /** words that replace the ones before while work goes on; nothing where nobody watches */
  readonly progress: (words: string) => void
  readonly color: boolean
  readonly folder: string
}

/** A command of the line. */
export interface Command {
  readonly name: string
  readonly args: string
  readonly summary: Words
  readonly options: Readonly<Record<string, Option>>
  /** carries the command out and returns the exit code: 0 clean, 1 findings, 2 wrong use or unreadable input */
  readonly run: (invocation: Invocation) => Promise<number>
}

/** Options that every command has. */
export const commonOptions: Readonly<Record<string, Option>> = {
  json: { type: 'boolean', summary: { en: 'print JSON', zh: '输出 JSON' } },
  lang: {
    type: 'string',
    value: 'LANG',
    oneOf: ['zh', 'en'],
    summary: { en: 'language of messages: zh or en', zh: '信息语言：zh 或 en' },
  },
  help: { type: 'boolean', summary: { en: 'show this help', zh: '显示帮助' } },
}

/** The option that names the desk. */
export const deskOption: Readonly<Record<string, Option>> = {
  desk: {
    type: 'string',
    value: 'FOLDER',
    summary: {
      en: 'the desk; default: the current folder or the nearest above it',
      zh: '工作台目录；默认为当前目录或其上最近的工作台',
    },
  },
}

/** The option that names who publishes. */
export const profileOption: Readonly<Record<string, Option>> = {
  profile: {
    type: 'string',
    value: 'PROFILE',
    oneOf: ['cn-licensed', 'cn-unlicensed', 'eu-mar', 'us-finra'],
    summary: { en: "publisher's profile in place of that of the settings", zh: '发布者类型，代替设置中的类型' },
  },
}
