import fc from 'fast-check';
import { Problems } from './problems.ts';
import { reportSecretTexts } from './secrets.ts';

function found(text: string): string[] {
  const problems = new Problems('x.yaml');
  reportSecretTexts(text, problems);
  return problems.sorted().map(({ where, what }) => `${where}: ${what}`);
}

test.each([
  ['a digest', `image: nginx@sha256:${'0123456789abcdef'.repeat(4)}`],
  ['a commit', 'revision: 3f2c9adcb81be0d4a7c5e9f0123456789abcdef0'],
  ['a long path', 'url: https://github.com/some-account/a-repository-with-quite-a-long-name-v2.git'],
  ['a sentence in camel case', 'key: theLongestNameThatAnybodyWouldEverWriteInAnInventoryOfACluster'],
  ['a line of a drawing', `# ${'─'.repeat(80)} ${'='.repeat(80)}`],
  ['a command with placeholders', 'create: kubectl create secret generic x --from-literal=AWS_SECRET_ACCESS_KEY=<secret key>'],
])('lets %s pass', (_, line) => {
  expect(found(line)).toEqual([]);
});

test('finds long random values, however they are drawn', () => {
  const letters =
    'A B C D E F G H I J K L M N O P Q R S T U V W X Y Z a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3 4 5 6 7 8 9'.split(
      ' ',
    );
  // A shuffled alphabet has each letter once: as random as a value can be, and always of all three kinds.
  const random = fc.shuffledSubarray(letters, { minLength: 45, maxLength: 62 }).map((drawn) => drawn.join(''));

  fc.assert(
    fc.property(random, (value) => {
      expect(found(`key: ${value}`)).toHaveLength(1);
    }),
  );
});

test('finds a hexadecimal key that is neither a digest nor a commit', () => {
  expect(found('key: 9f86d081884c7d659a2feaa0c55ad015')).toEqual([
    'x.yaml:1: a long random value stands here (9f86…), which looks like a secret',
  ]);
});

test('says of a private key where it begins, and no more', () => {
  const key = [
    '-----BEGIN ',
    'PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\nVJTUt9Us8cKjMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDu\n-----END PRIVATE KEY-----',
  ].join('');

  expect(found(`a: 1\n${key}\n`)).toEqual(['x.yaml:2: a private key stands here (----…), and an inventory is published']);
});
