import { documentKind } from '../document.ts';
import { parseImage } from '../images.ts';
import { textAt } from '../read.ts';
import type { World } from '../world.ts';

/** An image as its Dockerfile in the tree makes it. */
export interface OwnImage {
  readonly file: string;
  /** Image below its last stage, stages of the file itself followed: `scratch`, `python:3.11-slim`. */
  readonly base: string;
  /** Ports that it says to listen on. */
  readonly ports: readonly number[];
  /** The last `USER`; `undefined` where it names none. */
  readonly user: string | undefined;
  /** Its instructions, continued lines joined. */
  readonly text: string;
}

/** The Dockerfile that makes an image: the only one in a folder, or with an ending, of the image's name. */
export function dockerfileOf(image: string | undefined, world: World): OwnImage | undefined {
  if (image === undefined) return undefined;
  const { path } = parseImage(image);
  if (path.startsWith('library/')) return undefined;
  const found = ownImages(world).get(path.split('/').at(-1) ?? '');
  const [only] = found ?? [];
  // What builds on the image itself is another one, of its own making.
  return found?.length === 1 && only !== undefined && parseImage(only.base).path !== path ? only : undefined;
}

function ownImages(world: World): ReadonlyMap<string, readonly OwnImage[]> {
  return world.once('own images', () => {
    const found = new Map<string, OwnImage[]>();
    for (const { object, file = '' } of world.ofKind(documentKind('TextFile'))) {
      const [, folders = '', before = '', after = ''] =
        /^(.*\/)?(?:([\w-]+)\.)?(?:Dockerfile|Containerfile)(?:\.([\w-]+))?$/.exec(file) ?? [];
      if (!/(^|[/.])(Docker|Container)file(\.|$)/.test(file)) continue;
      const name = before !== '' ? before : after !== '' ? after : (folders.split('/').at(-2) ?? '');
      const image = imageIn(file, textAt(object, 'text') ?? '');
      if (name !== '' && image !== undefined) found.set(name, [...(found.get(name) ?? []), image]);
    }
    return found;
  });
}

interface Stage {
  readonly base: string;
  readonly index: number;
}

/** Reads a Dockerfile; `undefined` where it has no stage. */
export function imageIn(file: string, content: string): OwnImage | undefined {
  const text = content.replace(/^\s*#.*$/gm, '').replace(/\\\r?\n/g, ' ');
  const stages = [...text.matchAll(/^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/gim)].map(({ 1: base = '', 2: name, index }) => ({
    base,
    name,
    index,
  }));
  const bases = new Map<string, Stage>(stages.flatMap(({ name, ...stage }) => (name === undefined ? [] : [[name.toLowerCase(), stage]])));
  const last = stages.at(-1);
  if (last === undefined) return undefined;
  let [base, own] = ['', ''];
  for (let stage: Stage | undefined = last; stage !== undefined;) {
    const from: Stage = stage;
    const next = stages.find(({ index }) => index > from.index)?.index ?? text.length;
    own = `${text.slice(from.index, next)}\n${own}`;
    base = from.base;
    const below = bases.get(from.base.toLowerCase());
    // A stage builds on one above it; a name that comes later is an image.
    stage = below !== undefined && below.index < from.index ? below : undefined;
  }
  return {
    file,
    base,
    ports: [...own.matchAll(/^\s*EXPOSE\s+(.*)$/gim)].flatMap(([, ports = '']) =>
      [...ports.matchAll(/\b(\d{2,5})\b/g)].map(([port]) => Number(port)),
    ),
    user: [...own.matchAll(/^\s*USER\s+(\S+)/gim)].at(-1)?.[1]?.split(':')[0],
    text: own,
  };
}
