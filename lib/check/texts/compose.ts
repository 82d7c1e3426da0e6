import { addTo } from '../../values/multimap.ts';
import { documentKind } from '../document.ts';
import { parentFolder } from '../folder.ts';
import { pathFrom } from '../paths.ts';
import { at, fields, fieldsAt, items, itemsAt, text, textAt, type Fields } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { textFile } from './build-context.ts';
import { imageIn, type OwnImage } from './dockerfiles.ts';

/** Whether a file is one of Docker Compose by its name. */
export function isCompose(file: string): boolean {
  return /(^|\/)(docker-)?compose[^/]*\.ya?ml$/.test(file);
}

/** A program of a compose file. */
export interface ComposeService {
  readonly name: string;
  /** `content.services.web` */
  readonly path: string;
  readonly fields: Fields;
}

export function composeServices({ object }: WorldObject): readonly ComposeService[] {
  return Object.entries(fieldsAt(object['content'], 'services')).map(([name, raw]) => ({
    name,
    path: `content.services.${name}`,
    fields: fields(raw),
  }));
}

/** Programs of all compose files of a folder, which are laid over each other; `undefined` where one takes in files from elsewhere. */
export function composeAround(folder: string, world: World): readonly ComposeService[] | undefined {
  const byFolder = world.once('compose files of folders', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.ofKind(documentKind('Config')))
      if (isCompose(each.file ?? '')) addTo(map, parentFolder(each.file ?? ''), each);
    return map;
  });
  const files = byFolder.get(folder) ?? [];
  return files.some(({ object }) => at(object['content'], 'include') !== undefined) ? undefined : files.flatMap(composeServices);
}

/** Variables of a program, written as a map or as a list. */
export function composeVariables(
  service: ComposeService,
): readonly { readonly name: string; readonly value: string; readonly path: string }[] {
  const written = service.fields['environment'];
  const path = `${service.path}.environment`;
  if (!Array.isArray(written))
    return Object.entries(fields(written)).map(([name, value]) => ({ name, value: text(value) ?? '', path: `${path}.${name}` }));
  return items(written).map((each, index) => {
    const [, name = '', value = ''] = /^([^=]*)=?([\s\S]*)$/.exec(text(each) ?? '') ?? [];
    return { name, value, path: `${path}[${index}]` };
  });
}

/** Folder and file from which a program is built, as paths of the tree. */
export function composeBuild(
  service: ComposeService,
  folder: string,
): { readonly context: string; readonly dockerfile: string } | undefined {
  const build = service.fields['build'];
  const written = text(build) ?? (build === undefined ? undefined : (textAt(build, 'context') ?? '.'));
  if (written === undefined || /[$:]/.test(written) || textAt(build, 'dockerfile_inline') !== undefined) return undefined;
  const base = folder === '.' ? '' : folder;
  const context = pathFrom(base, written);
  const dockerfile = context === undefined ? undefined : pathFrom(context, textAt(build, 'dockerfile') ?? 'Dockerfile');
  return context === undefined || dockerfile === undefined || dockerfile.includes('$') ? undefined : { context, dockerfile };
}

/** The image that a program is built as, where its Dockerfile is in the tree. */
export function composeImage(service: ComposeService, folder: string, world: World): OwnImage | undefined {
  const build = composeBuild(service, folder);
  const content = build === undefined ? undefined : textFile(world, build.dockerfile);
  return build === undefined || content === undefined ? undefined : imageIn(build.dockerfile, content);
}

/** Names by which a program is found on the network of the file. */
export function composeNames({ name, fields: own }: ComposeService): readonly string[] {
  const aliases = Object.values(fieldsAt(own, 'networks')).flatMap((each) => itemsAt(each, 'aliases'));
  const links = itemsAt(own, 'links').map((each) => (text(each) ?? '').split(':').at(-1));
  return [name, own['container_name'], own['hostname'], ...aliases, ...links].flatMap((each) => text(each) ?? []);
}

/** Ports inside of the container. */
export function composePorts({ fields }: ComposeService): ReadonlySet<string> {
  const published = itemsAt(fields, 'ports').map((each) => textAt(each, 'target') ?? /(\d+)(?:\/\w+)?$/.exec(text(each) ?? '')?.[1] ?? '');
  return new Set([...published, ...itemsAt(fields, 'expose').map((each) => text(each) ?? '')]);
}
