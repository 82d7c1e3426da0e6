import { InputError } from '../errors.ts';
import { objectName } from './manifest.ts';
import type { KubeObject } from './manifest.ts';

/** Longest name of one file on the file systems in use (ext4, APFS, NTFS, overlayfs). Unit: bytes. */
export const LONGEST_FILE_NAME = 255;

const EXTENSION = '.yaml';
const NEEDS_ESCAPE = /[^a-z0-9._-]/gu;
/** Windows opens a device for these, whatever stands after the first dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * File of an object below `dist/`, always with `/`: `homelab/blog-system/rollout.web.yaml`.
 * It follows from the object alone, so adding another object never renames it. Capitals (twins on a file system that
 * ignores case) and whatever a file system refuses are escaped as in a URL: `clusterrole.system%3anode.yaml`.
 * Throws InputError when the name is longer than {@link LONGEST_FILE_NAME}.
 */
export function fileOf(cluster: string, app: string, object: KubeObject): string {
  const name = `${object.kind.toLowerCase()}.${escaped(object.metadata.name)}${EXTENSION}`;
  if (name.length > LONGEST_FILE_NAME) {
    throw new InputError(
      `${cluster}/${app}`,
      `the file name of ${objectName(object)} has ${name.length} bytes, a file system holds ${LONGEST_FILE_NAME}`,
      'Shorten metadata.name.',
    );
  }
  return `${folderOf(cluster)}/${folderOf(app)}/${name}`;
}

/** The `metadata.name` that {@link fileOf} put into a path: `homelab/rbac/clusterrole.system%3anode.yaml` gives `system:node`. */
export function nameOf(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return decodeURIComponent(name.slice(name.indexOf('.') + 1, -EXTENSION.length));
}

function escaped(text: string): string {
  return text.replace(NEEDS_ESCAPE, percent);
}

function percent(character: string): string {
  return [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

/** Folder of a cluster or an app. */
export function folderOf(name: string): string {
  return DEVICE.test(name) ? percent(name.charAt(0)) + name.slice(1) : escaped(name);
}
