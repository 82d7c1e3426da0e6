import { bucketProblem, commandProblem, gitRefProblem, gitUrlProblem, literalKeys, timeZoneProblem } from './texts.ts';

test.each([
  ['a git URL', gitUrlProblem, 'https://github.com/acme/x.git', true],
  ['a git URL', gitUrlProblem, 'https://git.lan:3000/acme/x', true],
  ['a git URL', gitUrlProblem, 'ssh://git@github.com/acme/x.git', true],
  ['a git URL', gitUrlProblem, 'git@github.com:acme/x.git', true],
  ['a git URL', gitUrlProblem, 'http://github.com/acme/x.git', false],
  ['a git URL', gitUrlProblem, 'https://github.com', false],
  ['a git URL', gitUrlProblem, 'file:///srv/x.git', false],
  ['a revision', gitRefProblem, 'HEAD', true],
  ['a revision', gitRefProblem, 'release/1.2', true],
  ['a revision', gitRefProblem, '-f', false],
  ['a revision', gitRefProblem, 'a..b', false],
  ['a revision', gitRefProblem, 'a b', false],
  ['a revision', gitRefProblem, 'main.lock', false],
  ['a revision', gitRefProblem, '', false],
  ['a bucket', bucketProblem, 's3://jimin-mysql-backup/', true],
  ['a bucket', bucketProblem, 's3://b', false],
  ['a bucket', bucketProblem, 'https://bucket.s3.amazonaws.com', false],
  ['a time zone', timeZoneProblem, 'UTC', true],
  ['a time zone', timeZoneProblem, 'Asia/Calcutta', true],
  ['a time zone', timeZoneProblem, 'Etc/UTC', true],
  ['a time zone', timeZoneProblem, 'KST', false],
  ['a time zone', timeZoneProblem, '', false],
])('knows %s: %# %p', (_, problem, text, good) => {
  expect(problem(text) === undefined).toBe(good);
});

test.each([
  ['kubectl create secret generic a --from-literal=k=<v>', undefined],
  ["kubectl create secret generic a --from-literal='k=<the value>'", undefined],
  ['kubectl create secret generic a --from-literal k=<the value>', undefined],
  ['kubectl create secret generic a --from-file=k=key.pem --from-env-file=.env', undefined],
  ['kubectl create secret generic a --from-literal=k=', 'k'],
  ['kubectl create secret generic a --from-literal=k=<v>more', 'k'],
  ["kubectl create secret generic a --from-literal='k=v <w>'", 'k'],
  ['kubectl create secret generic a --from-literal=j=<v> --from-literal=k=v', 'k'],
  ['kubectl create secret docker-registry a --docker-password hunter2', '--docker-password'],
  ['vault login --token=abc', '--token'],
])('reads %p', (command, literal) => {
  expect(commandProblem(command)?.what).toBe(literal === undefined ? undefined : `the command carries a literal value for ${literal}`);
});

test('lists the keys that a command gives', () => {
  expect(literalKeys("kubectl … --from-literal=a=<x> --from-literal 'b=<y>' --from-file=c=d")).toEqual(['a', 'b']);
});
