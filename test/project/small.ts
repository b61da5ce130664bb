/** The files of a desk of one fact and one report, whose number disagrees with it. */
export const smallDesk = {
  '/desk/assay.config.yaml': 'name: a\nlang: en\nbase: none\n',
  '/desk/data/entities.csv': 'id,kind,zh,en\nalpha,model,阿尔法,Alpha\n',
  '/desk/data/measures.csv': 'id,zh,en,unit\nscore,得分,score,percent\n',
  '/desk/data/units.csv': 'id,dimension,factor,zh,en\npercent,ratio,0.01,%,%\n',
  '/desk/facts/a.csv': 'subject,measure,value,unit,source,known\nalpha,score,88.6,percent,,2024-07-01\n',
  '/desk/reports/one/index.en.md': '---\ntitle: A\ndate: 2024-07-28\n---\n\nAlpha has [88.5%](fact:alpha/score).\n',
}
