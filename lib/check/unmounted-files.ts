import { parseImage } from './images.ts';
import type { Container } from './pods.ts';
import { itemsAt, text, textAt } from './read.ts';

/** Official images whose configuration is a file that arguments name, and what such an argument looks like. */
const READERS: readonly { readonly of: RegExp; readonly argument: RegExp; readonly inImage: RegExp }[] = [
  {
    of: /^(library\/postgres|postgis\/postgis|timescale\/timescaledb)$/,
    argument: /(?:^|\s|-c)-{0,2}(?:config|hba|ident)[_-]file[= ](\/[^\s'"]+)/g,
    inImage: /^\/(?:usr\/share|usr\/local\/share|var\/lib\/postgresql)\//,
  },
  { of: /^(library\/redis|valkey\/valkey|library\/valkey)$/, argument: /(?:^|\s)(\/[^\s'"]+\.conf)(?=\s|$)/g, inImage: /^$/ },
  {
    of: /^library\/(mysql|mariadb)$/,
    argument: /--defaults(?:-extra)?-file[= ](\/[^\s'"]+)/g,
    inImage: /^\/etc\/(my\.cnf|mysql\/(my|mariadb)\.cnf)$/,
  },
  { of: /^library\/haproxy$/, argument: /(?:^|\s)-f\s+(\/[^\s'"]+)/g, inImage: /^$/ },
  { of: /^library\/nginx$/, argument: /(?:^|\s)-c\s+(\/[^\s'"]+)/g, inImage: /^\/etc\/nginx\/nginx\.conf$/ },
];

/** Configuration files that arguments of an official image name, where the image has none and nothing is mounted. */
export function unmountedFiles({ image = '', fields, path }: Container): readonly { readonly path: string; readonly file: string }[] {
  const reader = READERS.find(({ of }) => of.test(parseImage(image).path));
  const command = itemsAt(fields, 'command').flatMap((word) => text(word) ?? []);
  // What a shell runs may write the file first.
  if (reader === undefined || /(^|\/)(ba|da|a)?sh$/.test(command[0] ?? '')) return [];
  const mounts = itemsAt(fields, 'volumeMounts').map((mount) => (textAt(mount, 'mountPath') ?? '').replace(/\/+$/, ''));
  return ['command', 'args'].flatMap((list) => {
    const line = itemsAt(fields, list)
      .flatMap((word) => text(word) ?? [])
      .join(' ');
    return [...line.matchAll(reader.argument)].flatMap(([, file = '']) =>
      reader.inImage.test(file) || file.includes('$') || mounts.some((mount) => file === mount || file.startsWith(`${mount}/`))
        ? []
        : [{ path: `${path}.${list}`, file }],
    );
  });
}
