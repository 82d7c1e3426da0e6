import { Folders } from './installers.ts';
import { inFile, kube } from './testing.ts';

const tree = ['one/blog/a.yaml', 'one/blog/sub/b.yaml', 'one/monitoring/c.yaml', 'two/blog/d.yaml', 'root.yaml'].map((file) =>
  inFile(file, kube('v1/ConfigMap', { name: file })),
);
const folders = new Folders(tree);

test.each([
  ['one/blog', ['one/blog/a.yaml', 'one/blog/sub/b.yaml']],
  ['./one/blog/', ['one/blog/a.yaml', 'one/blog/sub/b.yaml']],
  ['blog', ['one/blog/a.yaml', 'one/blog/sub/b.yaml', 'two/blog/d.yaml']],
  ['clusters/prod/one/blog', ['one/blog/a.yaml', 'one/blog/sub/b.yaml']],
  ['clusters/three/blog', []],
  ['{{.name}}/blog', ['one/blog/a.yaml', 'one/blog/sub/b.yaml', 'two/blog/d.yaml']],
  ['.', ['one/blog/a.yaml', 'one/blog/sub/b.yaml', 'one/monitoring/c.yaml', 'two/blog/d.yaml', 'root.yaml']],
  ['elsewhere', []],
])('an Application with the path %s installs what is below it', (path, files) => {
  expect(folders.below(path).map(({ file }) => file)).toEqual(files);
});
