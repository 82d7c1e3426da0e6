import { volume, type Container, type PodTemplate } from './pods.ts';
import { wordsOf as lineOf } from './programs/of-images.ts';
import { itemsAt, textAt } from './read.ts';
import { literal } from '../values/literal.ts';

/** A folder of a container that lies on a volume of the pod's own. */
export interface SharedFolder {
  readonly volume: string;
  readonly folder: string;
}

/** Files of a folder that a text names. */
export function filesIn(value: string, folder: string): readonly string[] {
  const escaped = literal(folder);
  return [...value.matchAll(new RegExp(`(?<![\\w./-])${escaped}/([\\w.-]+\\.\\w+)(?![\\w/$\\{(*.-])`, 'g'))].map(([, file = '']) => file);
}

/** Folders that a container has on volumes which begin empty with the pod. */
export function sharedBy(pod: PodTemplate, container: Container): readonly SharedFolder[] {
  return itemsAt(container.fields, 'volumeMounts').flatMap((mount) => {
    const name = textAt(mount, 'name') ?? '';
    const folder = (textAt(mount, 'mountPath') ?? '').replace(/\/+$/, '');
    return folder === '' || volume(pod, name)?.['emptyDir'] === undefined ? [] : [{ volume: name, folder }];
  });
}

/** Where volumes are mounted in a container. */
export function foldersOf(container: Container): readonly string[] {
  return itemsAt(container.fields, 'volumeMounts').map((mount) => (textAt(mount, 'mountPath') ?? '').replace(/\/+$/, ''));
}

/** Everything that a container is told: its command, arguments and variables. */
export function wordsOf(container: Container): readonly { readonly path: string; readonly value: string }[] {
  const variables = itemsAt(container.fields, 'env').map((each, index) => ({
    path: `${container.path}.env[${index}].value`,
    value: textAt(each, 'value') ?? '',
  }));
  return [...lineOf(container), ...variables];
}

/** A file of a folder whose name has the time of day in it. */
export function stamps(value: string, folder: string): boolean {
  return value.includes('$(date ') && new RegExp(`${literal(folder)}/[^\\s"']*\\$\\(date [^)]*%(S|H%M|s|T)`).test(value);
}
