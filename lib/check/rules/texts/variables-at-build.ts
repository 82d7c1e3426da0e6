import { documentKind } from '../../document.ts';
import { POD_KINDS, type Container } from '../../pods.ts';
import { wordsOf } from '../../programs/of-images.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { dockerfileOf } from '../../texts/dockerfiles.ts';
import type { World } from '../../world.ts';

/** Prefixes of variables that builders write into the pages. @see https://vite.dev/guide/env-and-mode */
const BUILT = /^(REACT_APP|VITE|VUE_APP|GATSBY|NEXT_PUBLIC)_/;
/** Servers that only hand out files. */
const FILES = /(^|\/)(nginx|nginx-unprivileged|httpd|caddy|static-web-server)(:|@|$)/;
/** What fills in the pages when the container starts. */
const FILLS = /envsubst|env\.sh|env-config|inject|import-meta-env|docker-entrypoint\.d|entrypoint|runtime/i;

export const variablesAtBuild = defineRule({
  id: 'variables-at-build',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Variables that a build writes into its pages are given to the build, not to the pod that hands out the pages.',
  source: 'https://create-react-app.dev/docs/adding-custom-environment-variables/; https://vite.dev/guide/env-and-mode',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod === undefined || pod.provided ? [] : pod.containers) {
      const names = itemsAt(container.fields, 'env').map((each) => textAt(each, 'name') ?? '');
      const index = names.findIndex((name) => BUILT.test(name));
      // A server of a developer, and whoever has a command of his own, may read them.
      if (index === -1 || wordsOf(container).length > 0) continue;
      const known = handsOutFiles(container, world);
      if (known === false) continue;
      yield {
        path: `${container.path}.env[${index}]`,
        ...(known === true ? {} : { severity: 'info' as const }),
        message: `${names.filter((name) => BUILT.test(name)).join(', ')} reach container "${container.name}" ${known === true ? 'too late' : 'perhaps too late'}: such variables are written into the pages when the image is built`,
        why: 'The pages have what the build was given, often localhost: changing the variable here, or in the overlay of a stage, changes nothing.',
        fix: 'Pass it to the build (ARG, --build-arg), or have the pages read a file that a ConfigMap brings.',
      };
    }
  },
});

/** The image only hands out what its build has made; `undefined` where its Dockerfile is not in the tree. */
function handsOutFiles({ image, fields }: Container, world: World): boolean | undefined {
  // A file that is mounted may be what the pages read.
  if (itemsAt(fields, 'volumeMounts').some((mount) => /\.(js|json)$|html/.test(textAt(mount, 'mountPath') ?? ''))) return false;
  const own = dockerfileOf(image, world);
  if (own === undefined) return undefined;
  const folder = own.file.slice(0, own.file.lastIndexOf('/') + 1);
  const fills =
    FILLS.test(own.text) || world.ofKind(documentKind('Script')).some(({ file = '' }) => file.startsWith(folder) && FILLS.test(file));
  return FILES.test(own.base) && !fills;
}
