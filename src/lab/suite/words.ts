import type { Random } from '../../base/index.ts'

/** Things that have keys, none of which means anything in particular. */
export const things: readonly string[] = (
  'lighthouse,granary,observatory,boathouse,foundry,orchard,chapel,archive,bakery,tannery,windmill,aviary,cistern,' +
  'courthouse,dairy,ferry,glasshouse,harbour office,ice house,kiln,library,mint,nursery,opera,paper mill,quarry,' +
  'ropewalk,sawmill,theatre,vineyard,weighing house,shipyard'
).split(',')

/** Names that belong to nobody. */
export const people: readonly string[] =
  'Adira,Boris,Celia,Davin,Elke,Farid,Greta,Hollis,Ines,Jarek,Kaya,Lorne,Mirela,Nuno,Oona,Pavel,Quinn,Runa,Sorin,Thea,Ulf,Vesna,Wim,Xenia,Yara,Zeno'.split(
    ',',
  )

const who =
  'the clerk,an old carpenter,the second messenger,a visiting surveyor,the night watch,a tired gardener,the youngest apprentice,the ferryman'.split(
    ',',
  )
const did =
  'carried,counted,forgot,repaired,described,painted,measured,wrapped,sold,hid,copied,borrowed,weighed,polished'.split(
    ',',
  )
const what =
  'three wooden crates,a bundle of letters,the long ladder,some brass hinges,a faded map,the spare lantern,two barrels of salt,an unfinished coat'.split(
    ',',
  )
const where =
  'near the bridge,before the rain came,behind the market,in the upper room,along the canal,after the bells,under the awning,by the north gate'.split(
    ',',
  )

/** One sentence that says nothing of use. */
export function filler(chance: Random): string {
  const subject = chance.pick(who)
  return `${subject[0]!.toUpperCase()}${subject.slice(1)} ${chance.pick(did)} ${chance.pick(what)} ${chance.pick(where)}.`
}
