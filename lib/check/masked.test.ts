import { masked, maskedLine } from './masked.ts';

test.each([
  ['postgresql://app:Xk29dkfjw0aQ@db:5432 points nowhere', 'postgresql://app:…@db:5432 points nowhere'],
  ['http://a:b1@c:80 and redis://:b2@d:6379', 'http://a:…@c:80 and redis://:…@d:6379'],
  ['token ghp_1234567890abcdefghijklmnopqrstuvwx12 is written out', 'token … is written out'],
  ['postgresql://app:${PASSWORD}@db:5432 stays', 'postgresql://app:${PASSWORD}@db:5432 stays'],
  ['http://web:8080/users/@me stays', 'http://web:8080/users/@me stays'],
])('a sentence is said without its secrets: %s', (text, shown) => {
  expect(masked(text)).toBe(shown);
});

test.each([
  ['the value of a secret name', ['  password: hunter2'], '  password: …'],
  ['a value whose name stands above', ['- name: DB_PASSWORD', '  value: hunter2'], '  value: …'],
  ['a value whose name stands below', ['- value: hunter2', '  name: DB_PASSWORD'], '- value: …'],
  ['a URL', ['  value: postgresql://app:hunter2@db/app'], '  value: postgresql://app:…@db/app'],
  ['an option', ['  - --db-password=hunter2'], '  - --db-password=…'],
  ['a reference', ['  password: ${DB_PASSWORD}'], '  password: ${DB_PASSWORD}'],
  ['the name of a Secret', ['  existingSecret: web-login'], '  existingSecret: web-login'],
  ['another value', ['- name: LOG_LEVEL', '  value: info'], '  value: info'],
  ['the head of a block', ['  password: |'], '  password: |'],
])('a line is shown without its secrets: %s', (_, lines, shown) => {
  const told = lines.findIndex((line) => !line.includes('name:'));

  expect(maskedLine(lines, told, 'image-pinned')).toBe(shown);
});

test('what a rule about secrets points to is never shown', () => {
  expect(maskedLine(['  web: hunter2'], 0, 'no-literal-secret')).toBe('  web: …');
});
