import { InputError } from '../errors.ts';
import { IMAGE_TAG_MAX } from './limits.ts';

/** Tags that their owners move from one build to the next. */
const MOVING = new Set([
  'latest',
  'stable',
  'main',
  'master',
  'trunk',
  'edge',
  'nightly',
  'dev',
  'develop',
  'head',
  'rolling',
  'canary',
  'snapshot',
]);

const HOST = /^(?:localhost|[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+|[a-zA-Z0-9-]+(?=:))(?::\d{1,5})?$/;
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** A container image that stays the same: with a version as its tag, with a digest, or with both (L-23: tags are immutable versions). */
export class ImageRef {
  private constructor(
    /** As it was written. */
    readonly text: string,
    /** As it was written, without tag and digest: `ghcr.io/wlals2/blog-web`, `mysql`. */
    readonly repository: string,
    readonly tag: string | undefined,
    /** `sha256:` and 64 hexadecimal digits. */
    readonly digest: string | undefined,
  ) {}

  /** @throws InputError for what is no image, and for one that may change under its name. */
  static parse(text: string): ImageRef {
    const refuse = (what: string, fix: string): never => {
      throw new InputError(`"${text}"`, what, fix);
    };
    const [name = '', digest, ...more] = text.split('@');
    if (more.length > 0 || (digest !== undefined && !DIGEST.test(digest))) {
      refuse(`${text} has a digest that is not sha256: and 64 hexadecimal digits`, 'Copy the digest from the registry whole.');
    }

    const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    const repository = colon < 0 ? name : name.slice(0, colon);
    const tag = colon < 0 ? undefined : name.slice(colon + 1);
    if (!isRepository(repository))
      refuse(`${text} is no image`, 'Write registry, path and tag, such as ghcr.io/account/name:v1.2.3, in lower case.');
    if (tag !== undefined && (!/^\w[\w.-]*$/.test(tag) || tag.length > IMAGE_TAG_MAX)) {
      refuse(
        `${text} has a tag that is not 1 to ${IMAGE_TAG_MAX} letters, digits, dots, dashes and underscores`,
        'Write a version as the tag, such as v1.2.3.',
      );
    }
    if (digest === undefined && tag === undefined) {
      refuse(`${text} has no tag, which means latest: whatever was built last`, `Name a version: ${repository}:<version>.`);
    }
    if (digest === undefined && tag !== undefined && isMoving(tag)) {
      refuse(
        `${text} has the tag ${tag}, which moves from build to build`,
        `Name a version, or add the digest: ${repository}:${tag}@sha256:<digest>.`,
      );
    }
    return new ImageRef(text, repository, tag, digest);
  }

  /** With registry and account written out, as container runtimes read it: `docker.io/library/mysql`. */
  get canonicalRepository(): string {
    return canonical(this.repository);
  }

  /** Whether it comes from this registry account: `ghcr.io/wlals2`, `docker.io/dongju101`. */
  isFrom(prefix: string): boolean {
    return `${this.canonicalRepository}/`.startsWith(`${prefix.replace(/\/$/, '')}/`);
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

function isRepository(text: string): boolean {
  const slash = text.indexOf('/');
  const host = slash < 0 ? '' : text.slice(0, slash);
  return text.length <= 255 && (PATH.test(text) || (HOST.test(host) && PATH.test(text.slice(slash + 1))));
}

function canonical(repository: string): string {
  const slash = repository.indexOf('/');
  if (slash < 0) return `docker.io/library/${repository}`;
  return HOST.test(repository.slice(0, slash)) ? repository : `docker.io/${repository}`;
}

/** A tag without any digit names no version; a commit may happen to have none. */
function isMoving(tag: string): boolean {
  return MOVING.has(tag.toLowerCase()) || (!/\d/.test(tag) && !/^[a-f]{7,40}$/.test(tag));
}
