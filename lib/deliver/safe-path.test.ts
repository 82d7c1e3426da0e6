import { pathFault } from './safe-path.ts';

test.each([
  ['homelab/blog-system/rollout.web.yaml'],
  ['a'],
  ['homelab/.gitignore'],
  ['homelab/x.git/y'],
  ['homelab/"quoted" and spaced ümläut.yaml'],
  ['homelab/..a/b..'],
])('%j may be written', (path) => {
  expect(pathFault(path)).toBeUndefined();
});

test.each([
  ['', 'the path is empty'],
  ['/etc/passwd', 'the path is absolute'],
  ['C:/Windows', 'the path is absolute'],
  ['a\\b', 'the path has a backslash'],
  ['a\u0000b', 'the path has a control character'],
  ['a\nb', 'the path has a control character'],
  ['a\ud800', 'the path is not valid Unicode'],
  ['a\ufffd', 'the path is not valid Unicode'],
  ['a//b', 'the path has an empty part'],
  ['a/', 'the path has an empty part'],
  ['a/../b', 'the path has the part ".."'],
  ['./a', 'the path has the part "."'],
  [`a/${'ü'.repeat(128)}`, 'a part of the path is longer than 255 bytes'],
  ['.git/config', 'the part ".git" is git\'s own'],
  ['a/.GiT/hooks/x', 'the part ".GiT" is git\'s own'],
  ['a/.g\u200cit/x', 'the part ".git" is git\'s own'],
  ['a/\uff0egit/x', 'the part "\uff0egit" is git\'s own'],
  ['a/.git. ./x', 'the part ".git. ." is git\'s own'],
  ['a/git~1/x', 'the part "git~1" is git\'s own'],
  ['a/.git::$INDEX_ALLOCATION/x', 'the part ".git::$INDEX_ALLOCATION" is git\'s own'],
])('%j is refused', (path, fault) => {
  expect(pathFault(path)).toBe(fault);
});
