import { misspeltField } from './falco-fields.ts';

test.each([
  ['fields that there are', 'evt.type = execve and proc.name in (a) and fd.name startswith /etc %proc.cmdline', undefined],
  ['fields with an index', 'proc.aname[2] = bash and evt.arg[0] contains x and evt.arg.mode != 0', undefined],
  ['fields that are not known here', 'proc.sid.exe = x and fd.nameraw = y and proc.stdin.type = pipe', undefined],
  ['paths and programs', 'fd.name = /usr/lib/proc.nam and proc.name = "process.name"', undefined],
  ['a letter too few', 'Shell (command=%proc.cmdlne)', { name: 'proc.cmdlne', near: 'proc.cmdline' }],
  ['letters that changed places', 'evt.tpye = open', { name: 'evt.tpye', near: 'evt.type' }],
  ['another word for the class', 'process.name = bash', { name: 'process.name', near: 'proc.name' }],
])('%s', (_, text, expected) => {
  expect(misspeltField(text)).toEqual(expected);
});
