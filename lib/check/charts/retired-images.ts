import { parseImage } from '../images.ts';
import { BITNAMI } from './retired.ts';

/** An image that its makers no longer maintain, or that is gone. */
export interface RetiredImage {
  readonly since: string;
  readonly instead: string;
  /** Its versions cannot be pulled any more. */
  readonly gone?: true;
  /** It runs, and no longer does its work. */
  readonly fails?: string;
}

/**
 * By registry and path, in the order in which they are tried.
 * @see https://github.com/bitnami/charts/issues/35164
 * @see https://kubernetes.io/blog/2023/03/10/image-registry-redirect/
 * @see https://github.com/provectus/kafka-ui/issues/4502
 * @see https://hub.docker.com/_/openjdk
 */
const IMAGES: readonly (readonly [of: RegExp, image: RetiredImage])[] = [
  [
    /^docker\.io\/bitnami\/./,
    {
      since: `${BITNAMI.since.replace('its images', "Bitnami's images")}, but for some with the tag latest`,
      instead: 'Take the image of the program itself; docker.io/bitnamilegacy has the old ones, without fixes.',
      gone: true,
    },
  ],
  [
    /^docker\.io\/bitnamilegacy\/./,
    { since: 'what is there gets no fixes since 2025-08-28', instead: 'Take the image of the program itself.' },
  ],
  [
    /^k8s\.gcr\.io\/./,
    {
      since: 'the registry is frozen since 2023-04-03, and only answers for registry.k8s.io',
      instead: 'Write registry.k8s.io in its place.',
    },
  ],
  [
    // https://github.com/kubernetes-sigs/nfs-subdir-external-provisioner/issues/25
    /^quay\.io\/external_storage\/nfs-client-provisioner(-arm)?$/,
    {
      since: 'it reads the field selfLink, which Kubernetes 1.20 took away',
      instead: 'Take registry.k8s.io/sig-storage/nfs-subdir-external-provisioner, or csi-driver-nfs.',
      fails:
        'It answers each claim with "selfLink was empty, can\'t make reference": every PersistentVolumeClaim of its class stays Pending.',
    },
  ],
  [
    /^docker\.io\/provectuslabs\/kafka-ui$/,
    { since: 'its last release is of 2024, and its makers went on as kafbat', instead: 'Take ghcr.io/kafbat/kafka-ui.' },
  ],
  [
    /^docker\.io\/grafana\/agent(-operator)?$/,
    { since: 'the Agent reached its end of life on 2025-11-01', instead: 'Take grafana/alloy, which reads another configuration.' },
  ],
  [
    /^docker\.io\/(library\/(openjdk|java)|adoptopenjdk\/.+)$/,
    {
      since: 'it is deprecated since 2022, and its Java gets no fixes',
      instead: 'Take eclipse-temurin, or the image of another maker of Java.',
    },
  ],
];

/** What is known of an image; `undefined` for one that is maintained, and for one of Bitnami's that is still there. */
export function retiredImage(image: string): RetiredImage | undefined {
  const { registry, path, tag, digest } = parseImage(image);
  const found = IMAGES.find(([of]) => of.test(`${registry === 'index.docker.io' ? 'docker.io' : registry}/${path}`))?.[1];
  return found?.gone === true && digest === undefined && (tag ?? 'latest') === 'latest' ? undefined : found;
}
