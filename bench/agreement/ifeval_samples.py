# Writes samples of IFEval whose scores lm-evaluation-harness gave: `python ifeval_samples.py FOLDER COUNT SEED`.
# Responses are made at random from what the 25 checks look at; sentences are split by the model that this package ships, so that NLTK's data
# need not be there.
import json, os, random, sys

folder, count = sys.argv[1], int(sys.argv[2])
import nltk, nltk.data
import nltk.tokenize as tokenize
from nltk.tokenize import punkt

shipped = json.load(open(os.path.join(os.path.dirname(__file__), '../../data/lab/sentences-english.json'), encoding='utf8'))
parameters = punkt.PunktParameters()
parameters.abbrev_types = set(shipped['abbreviations'])
parameters.collocations = {tuple(c) for c in shipped['collocations']}
parameters.sent_starters = set(shipped['starters'])
for word, context in shipped['ortho'].items():
    parameters.ortho_context[word] = context
splitter = punkt.PunktSentenceTokenizer()
splitter._params = parameters
nltk.data.load = lambda *args, **options: splitter
nltk.data.find = lambda *args, **options: True
nltk.download = lambda *args, **options: True
nltk.word_tokenize = lambda text, language='english', preserve_line=False: [
    word for part in ([text] if preserve_line else splitter.tokenize(text)) for word in tokenize._treebank_word_tokenizer.tokenize(part)]
import langdetect

langdetect.DetectorFactory.seed = 0
from lm_eval.tasks.ifeval import utils

random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
words="the a quick brown fox jumps over lazy dog Mr. Dr. e.g. U.S. NASA don't it's 3.14 1,000 résumé naïve 你好 世界 Yes No Maybe however therefore HELLO World x_y state-of-the-art p.m. a.m. etc. Fig. 5 vs. St. John's Inc. Ph.D. (see above) \"quoted\" 'single' …".split()
sents=["The weather is nice today.","Is this the real life? I think so!","My answer is yes.","My answer is no.","My answer is maybe.","He arrived at 5 p.m. on Friday.","She lives in the U.S. and works for Acme Inc. in Boston.","Wait... what?","This is it","i like cats.","DOGS ARE GREAT.","Call 1.800.555.1234 now!","\"Hello,\" he said. \"Goodbye.\"","See Fig. 3 for details.","Prof. Smith et al. wrote it.","A. B. Smith came."," ","No commas here","Yes, there are commas, many of them."]
langs={'en':"This is a plain English sentence about the history of the town and its people.",'de':"Das ist ein deutscher Satz über die Geschichte der Stadt und ihrer Bewohner.",'fr':"Ceci est une phrase française sur l'histoire de la ville et de ses habitants.",'es':"Esta es una frase en español sobre la historia de la ciudad y sus habitantes.",'hi':"यह शहर और उसके लोगों के इतिहास के बारे में एक हिंदी वाक्य है।",'ru':"Это русское предложение об истории города и его жителей.",'ar':"هذه جملة عربية عن تاريخ المدينة وسكانها.",'pt':"Esta é uma frase em português sobre a história da cidade e dos seus habitantes.",'ko':"이것은 도시와 그 주민들의 역사에 관한 한국어 문장입니다.",'vi':"Đây là một câu tiếng Việt về lịch sử của thành phố và người dân.",'th':"นี่คือประโยคภาษาไทยเกี่ยวกับประวัติศาสตร์ของเมือง",'sw':"Hii ni sentensi ya Kiswahili kuhusu historia ya mji na watu wake.",'fi':"Tämä on suomenkielinen lause kaupungin ja sen asukkaiden historiasta.",'it':"Questa è una frase italiana sulla storia della città e dei suoi abitanti.",'bg':"Това е българско изречение за историята на града и неговите жители.",'fa':"این یک جمله فارسی درباره تاریخ شهر و مردم آن است.",'te':"ఇది పట్టణం మరియు దాని ప్రజల చరిత్ర గురించి తెలుగు వాక్యం.",'kn':"ಇದು ಪಟ್ಟಣದ ಇತಿಹಾಸದ ಬಗ್ಗೆ ಕನ್ನಡ ವಾಕ್ಯ.",'pa':"ਇਹ ਸ਼ਹਿਰ ਦੇ ਇਤਿਹਾਸ ਬਾਰੇ ਇੱਕ ਪੰਜਾਬੀ ਵਾਕ ਹੈ।",'mr':"हे शहराच्या इतिहासाबद्दल एक मराठी वाक्य आहे.",'gu':"આ શહેરના ઇતિહાસ વિશે ગુજરાતી વાક્ય છે.",'ur':"یہ شہر کی تاریخ کے بارے میں ایک اردو جملہ ہے۔",'ne':"यो शहरको इतिहासको बारेमा नेपाली वाक्य हो।",'ta':"இது நகரத்தின் வரலாறு பற்றிய ஒரு தமிழ் வாக்கியம்.",'bn':"এটি শহরের ইতিহাস সম্পর্কে একটি বাংলা বাক্য।"}
def para():
    k=random.random()
    n=random.randrange(1,8)
    if k<.35: return ' '.join(random.choice(words) for _ in range(random.randrange(1,40)))+random.choice(['.','!','?','','...',':'])
    if k<.7: return ' '.join(random.choice(sents) for _ in range(n))
    if k<.8: return random.choice(list(langs.values()))
    if k<.85: return random.choice(list(langs.values())).lower()
    if k<.9: return random.choice(sents).upper()
    return random.choice(['* bullet one\n* bullet two','- dash one\n- dash two\n- three','*highlight* and **bold one** and *another*','SECTION 1\nfoo\nSECTION 2\nbar','Section 1:\nx','<<A Title>>','[name] lives in [city] [address]','P.S. thanks','P.P.S more','p.s. small','{"a": 1}','```json\n{"a": [1,2]}\n```','***','Paragraph one *** two','**  ** * *','* ** x','  - indented','*','"all quoted text"','<<>>','1. one\n2. two','* *highlight in bullet* end','["a","b"]'])
def resp():
    ps=[para() for _ in range(random.randrange(1,7))]
    sep=random.choice(['\n\n','\n','\n***\n',' *** ','\n\n\n','******','\n\n***\n\n'])
    t=sep.join(ps)
    r=random.random()
    if r<.1: t=t.lower()
    elif r<.2: t=t.upper()
    elif r<.25: t='"'+t+'"'
    elif r<.3: t=t.replace(',','')
    elif r<.33: t='  '+t+'\n'
    elif r<.36: t='```\n'+t+'\n```'
    elif r<.39: t=t.replace('\n','\r\n')
    return t
prompts=["Write a poem about cats.","What is the capital of France? First repeat the request.","Tell me a story"]
def kw(i):
    rel=random.choice(['at least','less than'])
    n=random.randrange(1,8)
    if i=='keywords:existence': return {'keywords':random.sample(['fox','dog','history','answer','cats','Hello','a.m','你好','the'],random.randrange(1,3))}
    if i=='keywords:frequency': return {'keyword':random.choice(['the','fox','dog','is','a.','你好','Yes']),'frequency':n,'relation':rel}
    if i=='keywords:forbidden_words': return {'forbidden_words':random.sample(['fox','dog','his','answer','cat','hello','don','世界','résum'],2)}
    if i=='keywords:letter_frequency': return {'letter':random.choice('aeTxz!#q'),'let_frequency':random.randrange(1,30),'let_relation':rel}
    if i=='language:response_language': return {'language':random.choice(list(langs))}
    if i=='length_constraints:number_sentences': return {'num_sentences':random.randrange(1,15),'relation':rel}
    if i=='length_constraints:number_paragraphs': return {'num_paragraphs':random.randrange(1,6)}
    if i=='length_constraints:number_words': return {'num_words':random.randrange(1,120),'relation':rel}
    if i=='length_constraints:nth_paragraph_first_word':
        k=random.randrange(1,6); return {'num_paragraphs':k,'nth_paragraph':random.randrange(1,7),'first_word':random.choice(['the','is','my','this','a','"hello','yes','*','no','however','section','he'])}
    if i=='detectable_content:number_placeholders': return {'num_placeholders':n}
    if i=='detectable_content:postscript': return {'postscript_marker':random.choice(['P.S.','P.P.S','PS:'])}
    if i=='detectable_format:number_bullet_lists': return {'num_bullets':n}
    if i=='detectable_format:number_highlighted_sections': return {'num_highlights':n}
    if i=='detectable_format:multiple_sections': return {'section_spliter':random.choice(['SECTION','Section','PARAGRAPH']),'num_sections':random.randrange(1,5)}
    if i=='combination:repeat_prompt': return {'prompt_to_repeat':random.choice(prompts)}
    if i=='startend:end_checker': return {'end_phrase':random.choice(['This is it','here','Maybe','"all quoted text"','No commas here','to.'])}
    if i=='change_case:capital_word_frequency': return {'capital_frequency':random.randrange(1,10),'capital_relation':rel}
    return {}
ids=['detectable_format:title','detectable_format:number_bullet_lists','detectable_format:json_format','combination:two_responses','detectable_format:multiple_sections','detectable_content:postscript','length_constraints:nth_paragraph_first_word','startend:quotation','detectable_content:number_placeholders','detectable_format:number_highlighted_sections','length_constraints:number_paragraphs']
os.makedirs(folder, exist_ok=True)
out = open(os.path.join(folder, 'samples_ifeval_2026-01-01T00-00-00.jsonl'), 'w', encoding='utf8')
for n in range(count):
    i=random.choice(ids); k=kw(i); a=resp()
    if i=='combination:repeat_prompt' and random.random()<.6: a=random.choice(prompts)+' '+a
    if i=='startend:end_checker' and random.random()<.3: a=a+' '+k['end_phrase']+random.choice(['','.','"',' '])
    if i=='language:response_language' and random.random()<.6: a=langs[k['language']]+' '+random.choice(['',langs[random.choice(list(langs))]])
    if i.startswith('change_case') and random.random()<.5: a=langs['en'].upper() if random.random()<.5 else langs['en'].lower()
    P=random.random
    if P()<.7:
        if i.endswith('title'): a=random.choice(['<<A>>','<<A\nB>>','x <<  >> y','<<a>> <<b>>','<<<a>>>','<a>','<<a>','<< a <<b>> >>'])+a
        if i.endswith('bullet_lists'): k['num_bullets']=random.randrange(1,5); a='\n'.join(random.choice(['* a','- b','  * c','** d','*e','--','- ','*','• x','*\n','  -x','\t* y','*a*','1. z','***','- a - b'] ) for _ in range(random.randrange(1,6)))
        if i.endswith('json_format'): a=random.choice(['```json\n{}\n```','```JSON\n[1]\n```','```Json\n1```','```\n{"a":NaN}\n```','{"a":1,}','  "x"  ','```json{"a":1}```','nullx','null','Infinity','{"a":"\\ud800"}','```json\n{"a":1}\n``` ok','1e5','01','[1,2','{"a":1}{"b":2}','true ','-0','"\t"'])
        if i.endswith('two_responses'): a=random.choice(['a','','x y'])+random.choice(['******','*******','** ****','*****','************'])+random.choice(['b','a',' ','x y'])
        if i.endswith('sections'): sp=k['section_spliter'] if 'section_spliter' in k else 'SECTION'; a='\n'.join(random.choice([sp+' %d'%j,sp.lower()+' %d'%j,' '+sp+' %d x'%j,sp+'%d'%j,sp+'  %d'%j,sp+' %d.'%j,'text',sp+' X']) for j in range(1,6)) if i.endswith('multiple_sections') else a
        if i.endswith('postscript'): a=a+random.choice(['\nP.S. x','\nP. S. y','p.p.s','P.P.S. z','\nP. P. S','PS: q','ps:','\n P.S x','P.S.'])
        if i.endswith('first_word'): a='\n\n'.join(random.choice(['The cat','is it','"Hello" you','  ','my. dear','this,that','*a* b',"he's","'yes' no",'(the) x','however: y','No','','section 1','A\nb']) for _ in range(random.randrange(1,5))); k['nth_paragraph']=random.randrange(1,k['num_paragraphs']+1)
        if i.endswith('quotation'): a=random.choice(['"a"',' "a b" ','"','""','“a”',"'a'",'"a" x','"a\n"'])
        if i.endswith('placeholders'): k['num_placeholders']=random.randrange(1,4); a=random.choice(['[a][b]','[[a]] [b]','[a\nb] [c]','[] [x]','[a] ]b[ [c]'])+a
        if i.endswith('highlighted_sections'): k['num_highlights']=random.randrange(1,4); a=random.choice(['*a* *b*','**a** *b*','***a***','* a *','*a\nb*','** **','**a*','*a**','*  *x*','****','**a\nb**'])+' '+random.choice(['*c*','**d**','',a])
        if i.endswith('number_paragraphs'): a=random.choice([' *** ','***','\n***\n','\n\n***\n\n','****','\t***\t']).join(random.choice(['a','',' ','b c','*']) for _ in range(random.randrange(1,6)))
    doc = {'key': n, 'prompt': f'the prompt {n}', 'instruction_id_list': [i], 'kwargs': [k]}
    try:
        scores = utils.process_results(doc, [a])
    except Exception:
        continue
    row = {'doc_id': n, 'doc': doc, 'target': '', 'resps': [[a]], 'filtered_resps': [a], 'filter': 'none', 'metrics': list(scores), **scores}
    out.write(json.dumps(row, ensure_ascii=True) + '\n')
out.close()
with open(os.path.join(folder, 'tasks.txt'), 'a') as tasks:
    tasks.write('ifeval ifeval\n')
