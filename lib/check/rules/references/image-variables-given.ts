import { findSource } from '../../config-sources.ts';
import { parseImage } from '../../images.ts';
import { POD_KINDS, type Container } from '../../pods.ts';
import { wordsOf } from '../../programs/of-images.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Variables of which official images demand one before they make their database, by the path of the image. */
const DEMANDED: Readonly<Record<string, readonly string[]>> = {
  'library/postgres': ['POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE', 'POSTGRES_HOST_AUTH_METHOD'],
  'postgis/postgis': ['POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE', 'POSTGRES_HOST_AUTH_METHOD'],
  'timescale/timescaledb': ['POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE', 'POSTGRES_HOST_AUTH_METHOD'],
  'library/mysql': ['MYSQL_ROOT_PASSWORD', 'MYSQL_ROOT_PASSWORD_FILE', 'MYSQL_ALLOW_EMPTY_PASSWORD', 'MYSQL_RANDOM_ROOT_PASSWORD'],
  'library/mariadb': [
    'ROOT_PASSWORD',
    'ROOT_PASSWORD_FILE',
    'ALLOW_EMPTY_ROOT_PASSWORD',
    'ALLOW_EMPTY_PASSWORD',
    'RANDOM_ROOT_PASSWORD',
    'ROOT_PASSWORD_HASH',
  ].flatMap((each) => [`MARIADB_${each}`, `MYSQL_${each}`]),
};

export const imageVariablesGiven = defineRule({
  id: 'image-variables-given',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'The password of an official database image comes under the name by which the image reads it.',
  source: 'https://hub.docker.com/_/postgres (POSTGRES_PASSWORD); https://hub.docker.com/_/mysql (MYSQL_ROOT_PASSWORD)',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      const demanded = DEMANDED[parseImage(container.image ?? '').path];
      // A container that waits, dumps or restores starts another program.
      const [first] = wordsOf(container);
      const serves =
        first === undefined || (!first.command && first.value.startsWith('-')) || /^(postgres|mysqld|mariadbd)$/.test(first.value);
      if (pod === undefined || demanded === undefined || !serves || container.init || manifest.object.apiVersion.startsWith('batch/'))
        continue;
      const given = variablesOf(container, pod.namespace, world);
      if (given === undefined || demanded.some((each) => given.has(each))) continue;
      const [usual = ''] = demanded;
      const near = [...given].find((each) => demanded.includes(each.replace(/[.-]/g, '_').toUpperCase()));
      // A volume that was filled once needs none, and excerpts leave it out; a name that is nearly right was meant.
      if (near === undefined) continue;
      yield {
        path: `${container.path}.env`,
        message: `container "${container.name}" (${container.image ?? ''}) is given ${near}, and its image reads ${usual}`,
        why: 'On a new volume the image ends with "Database is uninitialized and superuser password is not specified", or the like, and starts again for ever.',
        fix: `Name the key of the Secret ${usual}, or take ${near} by secretKeyRef as ${usual}.`,
      };
    }
  },
});

/** Names of the variables of a container; `undefined` where the keys of a source are not known. */
function variablesOf({ fields }: Container, namespace: string, world: World): ReadonlySet<string> | undefined {
  const names = new Set(itemsAt(fields, 'env').flatMap((each) => textAt(each, 'name') ?? []));
  for (const source of itemsAt(fields, 'envFrom')) {
    for (const [kind, path] of [
      ['ConfigMap', 'configMapRef.name'],
      ['Secret', 'secretRef.name'],
    ] as const) {
      const name = textAt(source, path);
      if (name === undefined) continue;
      const keys = findSource(world, kind, namespace, name)?.keys;
      if (keys === undefined) return undefined;
      for (const key of keys) names.add(`${textAt(source, 'prefix') ?? ''}${key}`);
    }
  }
  return names;
}
