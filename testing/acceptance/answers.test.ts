import { answersIn, remarks, type Known } from './answers.ts';

const output = [
  '== homelab, API server 1.31',
  '{"engine":"apiserver","object":"Namespace blog","file":"a.yaml","status":"accepted"}',
  '{"engine":"apiserver","object":"Application argocd/blog","file":"b.yaml","status":"warned","warnings":["prefer another name"]}',
  '{"engine":"istio","object":"VirtualService blog/web","status":"refused","reason":"no such gateway"}',
  '',
].join('\n');
const known: readonly Known[] = [
  { engine: 'apiserver', object: 'Application argocd/blog', says: 'prefer another', because: 'It is its name.' },
];

test('answers are told apart from what else is printed', () => {
  const { answers, rest } = answersIn(output);

  expect(rest).toEqual(['== homelab, API server 1.31']);
  expect(answers.map(({ engine, status }) => `${engine} ${status}`)).toEqual(['apiserver accepted', 'apiserver warned', 'istio refused']);
});

test('a refusal and an unknown remark are told, a known one is not', () => {
  const { answers } = answersIn(output);
  const refused = 'istio refused: VirtualService blog/web: no such gateway';

  expect(remarks(answers, [])).toEqual(['apiserver warned: Application argocd/blog (b.yaml): prefer another name', refused]);
  expect(remarks(answers, known)).toEqual([refused]);
});

test('a known remark that nobody makes any more is told, and a refusal is never a known remark', () => {
  const stale: Known = { engine: 'istio', object: 'VirtualService blog/web', says: 'no such', because: 'It comes later.' };

  expect(remarks(answersIn(output).answers, [...known, stale])).toEqual([
    'istio refused: VirtualService blog/web: no such gateway',
    'istio no longer says of VirtualService blog/web: no such',
  ]);
});
