import { check } from '../check.ts';
import { withIgnored } from './ignore-file.ts';
import { treeOf } from './tree.ts';

const sourcesOf = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).map(([file, text]) => ({ file, read: () => Buffer.from(text) }));

test.each<[string, string, readonly string[]]>([
  ['names, wherever they stand', 'old\n*.bak', ['a/old/x.yaml', 'a/x.bak', 'old/x.yaml']],
  ['folders alone', 'old/', ['a/old/x.yaml', 'old/x.yaml']],
  ['what stands in this very folder', '/old\n/a/x.bak', ['a/x.bak', 'old/x.yaml']],
  ['any folders between', 'a/**/x.yaml', ['a/old/x.yaml', 'a/x.yaml']],
  ['everything, but for what is taken back', '*.yaml\n!keep.yaml', ['a/old/x.yaml', 'a/x.yaml', 'b.yaml', 'old/x.yaml']],
  ['nothing that is only a remark', '# old\n\n\\#old', []],
  ['one letter, and letters of a set', 'a/?.yaml\n[bo]*', ['a/old/x.yaml', 'a/x.yaml', 'b.yaml', 'old/x.yaml']],
  ['nothing back out of a folder', 'a\n!a/keep.yaml', ['a/keep.yaml', 'a/old/x.yaml', 'a/x.bak', 'a/x.yaml']],
])('a .slipwayignore leaves out %s', (_, text, expected) => {
  const names = ['a/keep.yaml', 'a/old/x.yaml', 'a/x.bak', 'a/x.yaml', 'b.yaml', 'old/x.yaml'];
  const sources = sourcesOf({ '.slipwayignore': text, ...Object.fromEntries(names.map((name) => [name, ''])) });

  const ignored = withIgnored(sources).filter((each) => each.ignored === true);

  expect(ignored.map(({ file }) => file)).toEqual(expected);
});

test('one further down speaks for its own folder, after those above', () => {
  const sources = sourcesOf({
    '.slipwayignore': '*.yaml',
    'a/.slipwayignore': '!x.yaml\n/y',
    'a/x.yaml': '',
    'a/y/z.json': '',
    'x.yaml': '',
    'y/z.json': '',
  });

  expect(withIgnored(sources).flatMap(({ file, ignored }) => (ignored === true ? [file] : []))).toEqual(['a/y/z.json', 'x.yaml']);
});

test('what is left out is not judged, and is there for whoever names it', () => {
  const broken =
    'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';
  const files = { '.slipwayignore': 'drafts/', 'drafts/service.yaml': broken, 'kustomization.yaml': 'resources: [drafts/service.yaml]\n' };

  const tree = treeOf(withIgnored(sourcesOf(files)));

  expect(tree.objects.map(({ object }) => object.kind)).toEqual(['Kustomization']);
  expect(check(tree.objects, { files: tree.files }).filter(({ rule }) => rule === 'kustomization-resource-exists')).toEqual([]);
});
