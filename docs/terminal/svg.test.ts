import { readFileSync } from 'node:fs';
import { terminalSvg } from './svg.ts';

/** The text elements of a picture, without their places. */
function texts(svg: string): readonly (readonly string[])[] {
  return [...svg.matchAll(/<text x="(\d+)" y="(\d+)" textLength="(\d+)"(?: class="([^"]*)")?>([^<]*)<\/text>/g)].map((match) =>
    match.slice(1),
  );
}

test('colours and weight become classes, and what XML would read as markup is escaped', () => {
  const svg = terminalSvg('a \u001b[1m\u001b[31mb<c\u001b[39m\u001b[22m &\n  d e  f');

  expect(texts(svg)).toEqual([
    ['20', '48', '8', undefined, 'a'],
    ['36', '48', '24', 'bold red', 'b&lt;c'],
    ['68', '48', '8', undefined, '&amp;'],
    ['36', '67', '24', undefined, 'd e'],
    ['76', '67', '8', undefined, 'f'],
  ]);
});

test('a line longer than the terminal goes on in the next', () => {
  const svg = terminalSvg('x'.repeat(121));

  expect(texts(svg).map(([, y, length]) => [y, length])).toEqual([
    ['48', '960'],
    ['67', '8'],
  ]);
});

test('an escape code that it does not know stops it', () => {
  expect(() => terminalSvg('\u001b[35mviolet')).toThrow('the picture knows no escape code 35');
});

test('the picture of the README is made of the recorded run', () => {
  const capture = readFileSync('docs/terminal/capture.txt', 'utf8');

  expect(terminalSvg(capture)).toBe(readFileSync('docs/terminal.svg', 'utf8'));
});
