/** An image name taken apart; nothing is validated, as any text may stand in anybody's manifest. */
export interface Image {
  /** `docker.io` when none is written. */
  readonly registry: string;
  /** `library/mysql`, `wlals2/blog-web` */
  readonly path: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

export function parseImage(image: string): Image {
  const [name = '', digest] = image.split('@');
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(0, slash));
  const hasRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
  const rest = hasRegistry ? name.slice(slash + 1) : name;
  const colon = rest.lastIndexOf(':');
  const path = colon === -1 ? rest : rest.slice(0, colon);
  const registry = hasRegistry ? first : 'docker.io';
  return {
    registry,
    path: registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path,
    tag: colon === -1 ? undefined : rest.slice(colon + 1),
    digest,
  };
}

/** Whether the image comes from a registry account such as `ghcr.io/wlals2`. */
export function comesFrom(image: Image, prefix: string): boolean {
  return `${image.registry}/${image.path}/`.startsWith(`${prefix.replace(/^index\.docker\.io/, 'docker.io')}/`);
}

/** A name as it is written, without its tag and digest. */
export function untagged(image: string): string {
  return image.replace(/(@|:[^/]*$).*/, '');
}
