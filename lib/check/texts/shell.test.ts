import fc from 'fast-check';
import { parseShell } from './shell.ts';

function commands(text: string): readonly string[] {
  return parseShell(text).commands.map(
    ({ words, next, tested }) => `${words.map(({ text: word }) => word).join(' ')} ${next === '\n' ? '.' : next}${tested ? ' tested' : ''}`,
  );
}

test.each([
  ['a pipe', 'mysqldump -h db x | gzip > /b/x.gz', ['mysqldump -h db x |', 'gzip .']],
  ['a chain', 'a && b || c; d &', ['a &&', 'b ||', 'c ;', 'd &']],
  ['quotes', `echo "a b" 'c | d' e\\ f`, ['echo a b c | d e f .']],
  ['a substitution', 'F=/b/$(date +%F | tr - _).gz\ntar czf "$F" /data', [' .', 'tar czf $F /data .']],
  [
    'a condition',
    'if ! pg_isready; then exit 1; fi\nwhile read x; do y; done',
    ['pg_isready ; tested', 'exit 1 ;', 'read x ; tested', 'y ;'],
  ],
  ['a comment and a line that goes on', 'a \\\n  b # c | d\ne', ['a b .', 'e .']],
  ['a here-document', "cat <<EOF > x\nit's | text\nEOF\nb", ['cat .', 'b .']],
  ['a subshell', '(a; b) | c', ['a ;', 'b |', 'c .']],
  ['a pipe over two lines', 'a |\n  b', ['a |', 'b .']],
])('reads %s', (_, text, expected) => {
  const found = commands(text);

  expect(found).toEqual(expected);
});

test.each([
  ['echo "a\nb', { what: 'the quote " is never closed', line: 1 }],
  ['a\nb $(date', { what: '"$(" is never closed', line: 2 }],
  ['cat <<EOF\nx', { what: 'the here-document ends nowhere: there is no line "EOF"', line: 1 }],
  ['echo "it is $(date "+%F")" \'ok\'', undefined],
])('says where %j ends too early', (text, expected) => {
  expect(parseShell(text).unfinished).toEqual(expected);
});

test('never throws and always ends', () => {
  fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => parseShell(text).commands.length >= 0));
});
