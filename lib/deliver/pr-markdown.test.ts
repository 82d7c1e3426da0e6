import fc from 'fast-check';
import { forecast } from './forecast.ts';
import { code, prose } from './markdown-text.ts';
import type { ObjectChange } from './object-change.ts';
import type { Plan } from './plan.ts';
import { GITHUB_BODY_LIMIT, PLAN_MARKER, prMarkdown } from './pr-markdown.ts';
import type { MarkdownOptions } from './pr-markdown.ts';
import type { Preview } from './preview.ts';
import { changed, text } from './testing-texts.ts';

const place = { target: 'git@github.com:owner/k8s-manifests.git', branch: 'main', folder: '' };

function markdown(
  changes: readonly ObjectChange[],
  { standing = new Map(), ...options }: Partial<MarkdownOptions & Pick<Preview, 'standing'>> = {},
  plan: Partial<Plan> = {},
): string {
  const whole: Plan = {
    base: '3f2c9ad00000000000000000000000000000000f',
    objectFormat: 'sha1',
    changes: [],
    adopted: [],
    taken: [],
    conflicts: [],
    records: [],
    ...plan,
  };
  const clusters = [...new Set(changes.map(({ cluster }) => cluster))];
  const found: Preview = { plan: whole, changes, forecasts: forecast(changes, new Map(), undefined), standing, clusters };
  return prMarkdown(found, { place, guards: [], ...options });
}

const rollout = (tag: string): string =>
  text('argoproj.io/v1alpha1/Rollout', 'blog/web', {
    spec: {
      strategy: { canary: { steps: [{ setWeight: 10 }] } },
      template: { spec: { containers: [{ name: 'web', image: `web:${tag}` }] } },
    },
  });
const config = (name: string, value: string): string => text('v1/ConfigMap', `blog/${name}`, { data: { key: value } });

test('a plan: what happens, then the changes by app, the same change of several clusters once', () => {
  const body = markdown(
    [
      changed('home/blog/rollout.web.yaml', rollout('v84'), rollout('v85')),
      changed('home/net/configmap.old.yaml', config('old', '1'), undefined),
      changed('mgmt/blog/configmap.new.yaml', undefined, config('new', '1')),
      changed('mgmt/blog/rollout.web.yaml', rollout('v84'), rollout('v85')),
    ],
    {
      guards: [{ where: 'home/net', what: '1 of its 2 objects would be removed', allow: 'app:home/net' }],
    },
  );

  expect(body).toBe(`<!-- slipway:plan -->

### Plan: 1 to add, 2 to change, 1 to remove

To \`git@github.com:owner/k8s-manifests.git\`, branch \`main\` at \`3f2c9ad\`, for \`home\`, \`mgmt\`.

> [!WARNING]
> A person has to confirm this:
> - home/net: 1 of its 2 objects would be removed. If that is meant, add --allow-remove app:home/net.

**Argo CD will**

- start a canary of Rollout blog/web: 10 → 100 % (\`home\`, \`mgmt\`)

\`blog\` in \`home\`, \`mgmt\`: 2 changed, 1 added
<details><summary>3 objects</summary>

- ~ \`Rollout blog/web\`
  - \`spec.template.spec.containers[web].image\`: \`web:v84\` → \`web:v85\`
- + \`ConfigMap blog/new\` (\`mgmt\`)

</details>

\`net\` in \`home\`: 1 removed
<details><summary>1 object</summary>

- − \`ConfigMap blog/old\`

</details>
`);
});

test('nothing to deliver is said so', () => {
  expect(markdown([])).toBe(
    `${PLAN_MARKER}\n\n### Plan: nothing to deliver\n\nTo \`${place.target}\`, branch \`main\` at \`3f2c9ad\`, for no cluster.\n`,
  );
});

test('conflicts and overwritten edits stand above everything else', () => {
  const body = markdown([], {}, { conflicts: [{ path: 'c/a/x.yaml', reason: 'foreign' }], taken: ['c/a/y.yaml'] });

  expect(body.split('\n\n').slice(3)).toEqual([
    '> [!CAUTION]\n> This plan cannot be delivered:\n> - c/a/x.yaml: a file that slipway did not write stands here. Move it away, or rename the object that would be written over it.',
    '> [!WARNING]\n> Edits that somebody made in the target are overwritten:\n> - `c/a/y.yaml`\n',
  ]);
});

describe('a change of many objects', () => {
  const many = (apps: number, each: number, value: string): readonly ObjectChange[] =>
    Array.from({ length: apps * each }, (_, index) => {
      const name = `c${index}`;
      return changed(`home/app-${index % apps}/configmap.${name}.yaml`, config(name, 'old'), config(name, value));
    });

  test('of 500 objects is whole and readable', () => {
    const body = markdown(many(20, 25, 'new'));

    expect(Buffer.byteLength(body)).toBeLessThan(GITHUB_BODY_LIMIT);
    expect(body.match(/^- ~ /gm)).toHaveLength(500);
    expect(body).not.toContain('There is no room');
  });

  test('too long for a comment keeps every app, and says where the rest is', () => {
    const body = markdown([...many(3, 300, 'x'.repeat(90)), changed('home/zz/configmap.z.yaml', config('z', '1'), config('z', '2'))], {
      artifact: 'plan.md',
    });

    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(GITHUB_BODY_LIMIT);
    expect([...body.matchAll(/^`(.+)` in `home`: (.+)$/gm)].map(([, app, counts]) => [app, counts])).toEqual([
      ['app-0', '300 changed'],
      ['app-1', '300 changed'],
      ['app-2', '300 changed'],
      ['zz', '1 changed'],
    ]);
    expect(body).toContain('  - `data.key`: `1` → `2`');
    expect(body.trimEnd().split('\n').at(-1)).toMatch(
      /^_There is no room here for all fields of \d+ objects: see the file `plan\.md` of this run\._$/,
    );
  });

  test('of apps and clusters that go whole says how many objects, and no names', () => {
    const removed = (path: string): ObjectChange => changed(path, text('v1/ConfigMap', `n/${path.replaceAll('/', '-')}`), undefined);
    const changes = ['c/a/1.yaml', 'c/a/2.yaml', 'd/a/1.yaml', 'd/b/1.yaml', 'd/b/2.yaml'].map(removed);
    const standing = new Map([
      ['c/a', 2],
      ['c/b', 3],
      ['d/a', 1],
      ['d/b', 2],
    ]);

    const body = markdown(changes, { standing });

    expect(body.match(/^- .*$/gm)).toEqual(['- − the whole app: 3 objects', '- − the whole app: 2 objects']);
    expect(body).toContain('`a` in `c`, `d`: 3 removed');
  });

  test('of more apps than there is room for counts those that are left out', () => {
    const body = markdown(many(3000, 1, 'new'));

    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(GITHUB_BODY_LIMIT);
    expect(body).toMatch(/_There is no room here for all fields of \d+ objects and \d+ apps: see the plan itself\._\n$/);
  });

  test('with much to say about each fits all the same', () => {
    const name = (index: number): string => `${'long-'.repeat(100)}${index}`;
    const claims = Array.from({ length: 200 }, (_, index) =>
      changed(`home-${index}/app/claim.yaml`, text('v1/PersistentVolumeClaim', `blog/${name(index)}`), undefined),
    );
    const guards = claims.map(({ path, object }) => ({ where: path, what: `${object} would be removed`, allow: object.replace(' ', '/') }));

    const body = markdown(claims, { guards });

    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(GITHUB_BODY_LIMIT);
    expect(body).toContain('> - and 160 more');
    expect(body).toContain('`app` in 200 clusters: 200 removed');
    expect(body).toContain(' and 199 more objects is deleted');
  });

  test('without a limit everything is there', () => {
    const body = markdown(many(3000, 1, 'new'), { limit: Number.POSITIVE_INFINITY });

    expect(body.match(/^ {2}- `data\.key`: `old` → `new`$/gm)).toHaveLength(3000);
  });
});

test('values of others are shown as they are, and do nothing', () => {
  const evil = '`</details><img src=x onerror=alert(1)> @jimin #12 ``` ![x](http://x) \u202e \u0007';

  const body = markdown([changed('c/a/configmap.x.yaml', config('x', 'old'), config('x', evil))]);

  expect(body).toContain('  - `data.key`: `old` → ```` `</details><img src=x onerror=alert(1)> @jimin #12 ``` ![x](http://x)     ````');
});

test('a code span holds any text: no fence in it is as long as its own', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('`', ' ', 'a', '\n', '\\', '<', '@') }), (given) => {
      const span = code(given);

      const fence = /^`+/.exec(span)?.[0] ?? '';
      const inner = span.slice(fence.length, -fence.length);
      expect(span.endsWith(fence)).toBe(true);
      expect([...inner.matchAll(/`+/g)].filter(([run]) => run.length >= fence.length)).toEqual([]);
      expect([inner.startsWith('`'), inner.endsWith('`'), span.includes('\n')]).toEqual([false, false, false]);
    }),
    { seed: 3 },
  );
});

test.each([
  ['a *b* _c_ <img> [x](y) `z`', 'a \\*b\\* \\_c\\_ \\<img\\> \\[x\\](y) \\`z\\`'],
  ['@jimin, see #12 and https://x', '@\u200bjimin, see \\#\u200b12 and https:\u200b//x'],
  ['red\u001b[31m and \u202eback', 'red \\[31m and  back'],
])('%j in a sentence is only text', (given, shown) => {
  expect(prose(given)).toBe(shown);
});
