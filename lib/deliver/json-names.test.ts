import { nameTwice } from './json-names.ts';

test.each<[string, string | undefined]>([
  ['{"a":1,"a":2}', 'a'],
  ['{"a":1,"\\u0061" : 2}', 'a'],
  ['{"x":{"a":1},"y":{"b":[{"c":1,"c":2}]}}', 'c'],
  ['{"a\\"":1,"a\\"":2}', 'a"'],
  ['{"a":1,"b":{"a":1},"c":["a","a",{"a":1}],"d":"a\\":"}', undefined],
  ['{"a":"{\\"b\\":1,\\"b\\":2}","b":":"}', undefined],
  ['{"__proto__":1,"constructor":2}', undefined],
  ['[]', undefined],
])('%s: %j', (text, name) => {
  expect(nameTwice(text)).toBe(name);
});
