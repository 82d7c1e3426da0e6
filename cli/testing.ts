import type { ObjectChange } from '../lib/deliver/object-change.ts';
import { objectChange } from '../lib/deliver/object-change.ts';
import type { Manifest } from '../lib/manifest/manifest.ts';

/** `clusters/app/kind.name` → a manifest with as much in it as the texts of the command line read. */
export function manifest(file: string): Manifest {
  const [cluster = '', app = ''] = file.split('/');
  return { cluster, app, file, construct: file, text: '', object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } } };
}

/** Many manifests of one app. */
export function manifests(folder: string, amount: number): readonly Manifest[] {
  return Array.from({ length: amount }, (_, index) => manifest(`${folder}/configmap.c${index}.yaml`));
}

/** A change as delivery states it; leave out the text before for a new file, the text after for a removed one. */
export function change(path: string, { before, after }: { readonly before?: string; readonly after?: string }): ObjectChange {
  if (after === undefined) return objectChange({ action: 'remove', path, was: '' }, before);
  if (before === undefined) return objectChange({ action: 'add', path, blob: '', text: after }, undefined);
  return objectChange({ action: 'change', path, blob: '', text: after, was: '' }, before);
}

/** A Rollout that runs one tag of the web image. */
export function rolloutText(tag: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: web
  namespace: blog-system
spec:
  template:
    spec:
      containers:
        - name: web
          image: ghcr.io/wlals2/blog-web:${tag}
`;
}
