import type { WorldObject } from '../rule.ts';
import { treeOf } from '../tree/tree.ts';

/** The objects of a tree of files, kustomizations built, for tables of rules. */
export function built(files: Readonly<Record<string, string>>): readonly WorldObject[] {
  return treeOf(Object.entries(files).map(([file, text]) => ({ file, read: () => Buffer.from(text) }))).objects;
}

/** A Deployment as a file. */
export function deploymentFile(name: string, image = `ghcr.io/acme/${name}:v1`): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {replicas: 1, selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: app, image: '${image}'}]}}}\n`;
}

export function serviceFile(name: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${name}}, ports: [{name: http, port: 80}]}\n`;
}
