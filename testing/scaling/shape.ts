import { deployment, service } from '../mistakes/pieces.ts';

/** Texts of files by their path. */
export type Files = Readonly<Record<string, string>>;

/** A part of a repository that people copy: the files of one copy, by its number. What two copies share has the same path in both. */
export type Shape = (index: number) => Files;

/** All copies stand in one namespace, where everything may meet everything. */
export const NAMESPACE = 'apps';

/** A Deployment and its Service; `more` is added to the container. */
export function web(index: number, more = ''): string {
  const name = `web-${index}`;
  return `${deployment(NAMESPACE, name, `ghcr.io/acme/web:1.${index}`, 8080, more)}---\n${service(NAMESPACE, name, 8080)}`;
}

export function copiesOf(shape: Shape, count: number): Files {
  return Object.assign({}, ...Array.from({ length: count }, (_, index) => shape(index))) as Files;
}
