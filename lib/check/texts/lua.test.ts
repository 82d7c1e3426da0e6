import { luaProblem } from './lua.ts';

test.each([
  [
    'a health check',
    'hs = {}\nif obj.status ~= nil then\n  hs.status = "Healthy"\nelse\n  hs.status = "Progressing"\nend\nreturn hs',
    undefined,
  ],
  [
    'a loop',
    'for i, c in ipairs(obj.status.conditions) do\n  if c.type == "Ready" then return { status = "Healthy" } end\nend\nreturn {}',
    undefined,
  ],
  ['words in texts and remarks', 'hs = {} -- if it ends\nhs.message = "do not end"\nreturn hs', undefined],
  ['a lacking end', 'if obj.status ~= nil then\n  hs.status = "Healthy"\nreturn hs', 'lacks an "end"'],
  ['an end too many', 'hs = {}\nend\nreturn hs', 'has 1 "end" too many'],
  ['nothing given back', 'hs = {}\nhs.status = "Healthy"', 'returns nothing'],
  ['an if without then', 'if obj.status\n  return hs\nend', 'has an if without then'],
])('%s', (_, script, expected) => {
  expect(luaProblem(script)).toBe(expected);
});
