import { findTask, type Protocol, type Task, taskIds } from '../lab/index.ts'
import { need } from './lab/machine.ts'

/** All tasks. */
export async function tasks(): Promise<readonly Task[]> {
  return Promise.all(taskIds.map(async (id) => need(await findTask(id))))
}

/** The protocols of all tasks, each as TASK:PROTOCOL and, where it names one only, by its name. */
export async function protocols(): Promise<ReadonlyMap<string, Protocol>> {
  const map = new Map<string, Protocol>()
  for (const task of await tasks()) {
    for (const protocol of task.protocols) {
      map.set(`${task.id}:${protocol.id}`, protocol)
      if (!map.has(protocol.id)) map.set(protocol.id, protocol)
    }
  }
  return map
}
