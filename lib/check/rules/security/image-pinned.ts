import { parseImage } from '../../images.ts';
import { isOfMachine } from '../../machine-images.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';

/** Words of tags that go along with every release. */
const MOVING =
  /(^|[-_.])(latest|stable|main|master|trunk|head|edge|nightly|daily|dev|devel|develop|development|unstable|snapshot|canary|rolling|beta|alpha|rc|next|current|release|lts|mainline|prod|production|staging|stage|test|testing|qa|alpine|slim|debian|ubuntu|bullseye|bookworm|buster|trixie|jammy|noble|focal|fpm|apache|management|jre|jdk|lite|full|distroless|nonroot|debug|windows|linux|amd64|arm64)(?=[-_.]|$)/i;

/** Built and put in by ko or skaffold, or left to whoever copies the file. */
const PUT_IN = /^ko:\/\/|[<>{}$]|^__[A-Z][A-Z0-9_]*__$|^(placeholder|replace|change)[-_]?me|^image:tag$/i;

/** Tags in whose place a pipeline writes the real one. */
const FILLED_IN = /(^|[-_.])(placeholder|tbd|todo|changeme|replaced?[-_]?(me|by[-_\w]*|in[-_\w]*)|set[-_]by[-_\w]*)([-_.]|$)/i;

export const imagePinned = defineRule({
  id: 'image-pinned',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Every image names a version: a tag that does not move, or a digest.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names; seed 002, L-15 and L-23',
  *check(manifest, world) {
    for (const { image, path, name, fields } of world.podTemplate(manifest)?.containers ?? []) {
      // Istio's webhook replaces the image "auto" of a gateway.
      if (image === undefined || image === '' || image === 'auto' || PUT_IN.test(image)) continue;
      // What the node never pulls was put there by hand, and is what the person built last.
      if (fields['imagePullPolicy'] === 'Never' || image.startsWith('localhost/')) continue;
      const { tag, digest } = parseImage(image);
      if (digest !== undefined || (tag !== undefined && (/\d/.test(tag) || FILLED_IN.test(tag)))) continue;

      // Built anew on the machine each time: there is one node, and no registry that has versions.
      if (fields['imagePullPolicy'] === 'IfNotPresent' && isOfMachine(image, [manifest.overlay ?? manifest.file])) continue;
      const why = 'Each node runs the version that it pulled first, nobody knows which one failed, and there is nothing to roll back to.';
      const fix = 'Name a version tag, or a digest.';
      if (tag === undefined || tag === 'latest') {
        yield {
          path: `${path}.image`,
          severity: world.facts.whole === true ? 'error' : 'warning',
          message: `container "${name}" runs ${image}, ${tag === undefined ? 'without a tag: that means latest' : 'whatever that is today'}`,
          why,
          fix,
        };
      } else {
        yield {
          path: `${path}.image`,
          severity: MOVING.test(tag) ? 'warning' : 'info',
          message: `container "${name}" runs ${image}, a tag without a version${MOVING.test(tag) ? ' that moves with every release' : ''}`,
          why,
          fix,
        };
      }
    }
  },
});
