import { createColors } from 'picocolors';
import { InputError } from '../lib/errors.ts';
import { diffJson, diffText, ofApps } from './diff-text.ts';
import { change, manifests, rolloutText } from './testing.ts';

const path = 'homelab/blog-system/rollout.web.yaml';
const tag = change(path, { before: rolloutText('v84'), after: rolloutText('v85') });
const lines = `--- a/${path}
+++ b/${path}
@@ -8,4 +8,4 @@
     spec:
       containers:
         - name: web
-          image: ghcr.io/wlals2/blog-web:v84
+          image: ghcr.io/wlals2/blog-web:v85`;

test('a change is a unified diff with context', () => {
  const text = diffText([tag], createColors(false));

  expect(text).toBe(lines);
});

test('on a terminal names are bold, hunks cyan, old lines red and new ones green', () => {
  const text = diffText([tag], createColors(true));

  const codes = text.split('\n').map((line) => /\[(\d+)m/.exec(line)?.[1]);
  expect(codes).toEqual(['1', '1', '36', undefined, undefined, undefined, '31', '32']);
});

test('for a program each change has object, fields and diff', () => {
  const json: unknown = JSON.parse(
    diffJson(new Set([tag]), [{ branch: 'main', base: '3f2c9ad', changes: [tag] }], {
      target: 'repo.git',
      folder: '',
      'environment-branches': false,
    }),
  );

  expect(json).toEqual({
    target: 'repo.git',
    branch: 'main',
    folder: '',
    base: '3f2c9ad',
    changes: [
      {
        action: 'change',
        path,
        cluster: 'homelab',
        app: 'blog-system',
        object: 'Rollout blog-system/web',
        fields: [
          { path: 'spec.template.spec.containers[web].image', old: 'ghcr.io/wlals2/blog-web:v84', new: 'ghcr.io/wlals2/blog-web:v85' },
        ],
        diff: `${lines}\n`,
      },
    ],
  });
});

test('only the apps asked for are shown', () => {
  const other = change('homelab/argocd/configmap.a.yaml', { after: 'a: 1\n' });

  const shown = [ofApps([tag, other], [], []), ofApps([tag, other], ['argocd'], [])];

  expect(shown).toEqual([[tag, other], [other]]);
});

test('an app that does not exist is refused, and the nearest is named', () => {
  const ask = (): unknown => ofApps([tag], ['blog-sytem'], manifests('homelab/argocd', 1));

  expect(ask).toThrow(new InputError('--app blog-sytem', 'no cluster has this app', 'Did you mean "blog-system"?'));
});
