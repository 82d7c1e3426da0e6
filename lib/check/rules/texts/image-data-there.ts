import { environmentOf } from '../../hosts/environment.ts';
import { parseImage } from '../../images.ts';
import { POD_KINDS } from '../../pods.ts';
import { itemsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { dockerfileOf, type OwnImage } from '../../texts/dockerfiles.ts';

/** Addresses that a program calls, by the name of their variable; those of itself are for others. */
const CALLED = /(?:_URL|_URI|_ENDPOINT|_API|_WEBHOOK)$/;
const OF_ITSELF = /PUBLIC|BASE|ROOT|SITE|FRONTEND|EXTERNAL|ORIGIN|CALLBACK|REDIRECT|CORS|ISSUER|SELF|DOCS|HOME/;
const ABROAD = /^https:\/\/(?!localhost\b)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?!local\b|svc\b|internal\b|lan\b|cluster\b)[a-z]{2,}(?:[:/]|$)/i;

export const imageDataThere = defineRule({
  id: 'image-data-there',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'An image that is built on next to nothing has the time zones and certificates that its program is told to use.',
  source: 'https://pkg.go.dev/time#LoadLocation; https://pkg.go.dev/crypto/x509#SystemCertPool; https://hub.docker.com/_/alpine',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const { name, image, path, fields } of pod?.containers ?? []) {
      if (itemsAt(fields, 'env').length === 0 && itemsAt(fields, 'envFrom').length === 0) continue;
      const own = dockerfileOf(image, world);
      const lacks = own === undefined ? [] : lacking(own);
      if (own === undefined || lacks.length === 0) continue;
      const environment = environmentOf(fields, pod?.namespace ?? '', world);
      const zone = environment.get('TZ') ?? '';
      if (lacks.includes('zones') && /^[A-Z]\w+\/\w/.test(zone) && !/^Etc\/(?:UTC|GMT)$/.test(zone))
        yield {
          path: `${path}.image`,
          message: `container "${name}" is told TZ=${zone}, and its image (${own.file}, on ${own.base}) has no table of time zones`,
          why: 'The program runs in UTC and says nothing, or ends with "unknown time zone": times that it writes and shows are hours off.',
          fix: own.base === 'scratch' ? 'Copy /usr/share/zoneinfo from the stage before.' : 'Install tzdata.',
        };
      const called = [...environment].find(([key, value]) => CALLED.test(key) && !OF_ITSELF.test(key) && ABROAD.test(value));
      if (lacks.includes('certificates') && called !== undefined)
        yield {
          path: `${path}.image`,
          message: `container "${name}" calls ${called[0]} by https, and its image (${own.file}, on ${own.base}) has no certificates of authorities`,
          why: 'Each call ends with "certificate signed by unknown authority", unless the program brings its own.',
          fix: own.base === 'scratch' ? 'Copy /etc/ssl/certs/ca-certificates.crt from the stage before.' : 'Install ca-certificates.',
        };
    }
  },
});

/** What the last stage does not have and does not bring. */
function lacking({ base, text }: OwnImage): readonly ('zones' | 'certificates')[] {
  const bare = base === 'scratch' ? base : parseImage(base).path.replace(/^library\//, '');
  // Java and Node.js have tables of their own.
  if (!['scratch', 'busybox', 'alpine', 'debian', 'ubuntu'].includes(bare) || /\b(?:openjdk|jre|jdk|nodejs|java)\b/i.test(text)) return [];
  const zones = bare !== 'debian' && !/tzdata|zoneinfo/i.test(text);
  // With recommendations, half of all packages bring them.
  const certificates = bare !== 'alpine' && !/ca-certificates|\/etc\/ssl|certs|apt(?:-get)?\s/i.test(text);
  return [...(zones ? (['zones'] as const) : []), ...(certificates ? (['certificates'] as const) : [])];
}
