import { givenFiles, goesElsewhere } from './given-files.ts';
import { parseShell } from './shell.ts';

test.each([
  ['manifests of kubectl', 'kubectl apply -f k8s/web.yaml --filename=k8s/db.yaml', ['k8s/web.yaml', 'k8s/db.yaml']],
  ['values of helm', 'helm upgrade web charts/web -f values.yaml', ['values.yaml']],
  ['a folder that kustomize builds', 'kustomize build -o out.yaml overlays/prod', ['overlays/prod/']],
  ['a folder that kubectl builds', 'kubectl kustomize overlays/prod/', ['overlays/prod/']],
  ['a file that sed changes in its place', "sed -i 's/a/b/' k8s/web.yaml", ['k8s/web.yaml']],
  ['none that sed only reads', "sed 's/a/b/' k8s/web.yaml", []],
  ['none of other programs', 'cat -f k8s/web.yaml', []],
])('%s', (_, line, expected) => {
  expect(parseShell(line).commands.flatMap(givenFiles)).toEqual(expected);
});

test.each([
  ['a clone', 'git clone https://github.com/acme/web', true],
  ['another folder', 'cd build', true],
  ['its own folder', 'cd "$(dirname "$0")"', false],
  ['the folder above', 'cd ..', false],
  ['a commit', 'git commit -m x && git push', false],
])('a script goes elsewhere: %s', (_, line, expected) => {
  expect(goesElsewhere(parseShell(line).commands)).toBe(expected);
});
