import type { ImageRef } from '../values/image-ref.ts';
import { didYouMean } from '../values/nearest.ts';
import type { Draft, Part } from './draft.ts';
import { refuseTwins } from './judge-networks.ts';
import { storageSchema } from './schema-storage.ts';
import { componentSchema, firstPartyImageSchema, imageSchema, nodeSchema, registrySchema, secretSchema } from './schema.ts';
import { literalKeys } from './texts.ts';

/** Key that the kubelet reads in a pull secret. */
const DOCKER_CONFIG = '.dockerconfigjson';

/** Images, the registries they come from and the Secrets that open those. */
export function judgeImages(draft: Draft): void {
  const registries = draft.list(['registries'], registrySchema);
  const images = draft.map(['images'], imageSchema);

  judgeRegistries(draft, registries);
  judgeFirstParty(draft, registries, images);
  for (const { key, path, value } of images) {
    const line = draft.part(['components', key], componentSchema)?.value.replace(/^v/, '');
    const version = value.tag?.replace(/^v/, '');
    if (line === undefined || version === undefined || `${version}.`.startsWith(`${line}.`)) continue;
    draft.refuse(
      path,
      `${value.text} is not of the line ${line} that components names for ${key}`,
      `Choose a tag of ${line}, or change components.${key}.`,
    );
  }
}

function judgeRegistries(
  draft: Draft,
  registries: readonly Part<{ prefix: string; private: boolean; pullSecret?: string | undefined }>[],
): void {
  refuseTwins(
    draft,
    registries.map(({ path, value }) => ({ path: [...path, 'prefix'], value: value.prefix })),
    'prefix',
  );
  const secrets = draft.list(['secrets'], secretSchema);
  const all = draft.isWhole(['secrets'], secrets);

  for (const { path, value } of registries) {
    if (value.pullSecret === undefined) {
      if (value.private)
        draft.refuse(
          path,
          `${value.prefix} is private and has no pullSecret, so its images could not be pulled (L-05)`,
          'Add pullSecret, and describe that Secret under secrets.',
        );
      continue;
    }
    const named = secrets.filter((secret) => secret.value.name === value.pullSecret);
    const place = [...path, 'pullSecret'];
    if (named.length === 0 && all) {
      draft.refuse(
        place,
        `the Secret ${value.pullSecret} is not under secrets`,
        didYouMean(
          value.pullSecret,
          secrets.map((secret) => secret.value.name),
        ),
      );
    } else if (named.length > 0 && !named.some((secret) => secret.value.keys.includes(DOCKER_CONFIG))) {
      draft.refuse(
        place,
        `the Secret ${value.pullSecret} has no key ${DOCKER_CONFIG}, so it cannot open a registry`,
        `Add ${DOCKER_CONFIG} to its keys.`,
      );
    }
  }
}

function judgeFirstParty(
  draft: Draft,
  registries: readonly Part<{ prefix: string; firstParty: boolean }>[],
  images: readonly (Part<ImageRef> & { readonly key: string })[],
): void {
  const ours = draft.list(['firstPartyImages'], firstPartyImageSchema);
  refuseTwins(draft, ours, 'name');
  const registriesKnown = draft.isWhole(['registries'], registries);
  const prefixes = registries.filter(({ value }) => value.firstParty).map(({ value }) => value.prefix);

  const byName = new Map(images.map((image) => [image.key, image]));
  const names = new Set(draft.keys(['images']));
  const known = draft.isMap(['images']);

  for (const { path, value: name } of ours) {
    const image = byName.get(name);
    if (image === undefined) {
      if (known && !names.has(name)) draft.refuse(path, `"${name}" is none of the images`, didYouMean(name, names));
    } else if (registriesKnown && !prefixes.some((prefix) => image.value.isFrom(prefix))) {
      const fix = prefixes.length === 0 ? 'List the registry with firstParty: true.' : `Take it from ${prefixes.join(' or ')}.`;
      draft.refuse(image.path, `${image.value.text} is built by the owner, but comes from no first-party registry (L-15)`, fix);
    }
  }
}

/** Secrets: each once, and the command that creates one gives it the keys that manifests will ask for. */
export function judgeSecrets(draft: Draft): void {
  const secrets = draft.list(['secrets'], secretSchema);
  refuseTwins(
    draft,
    secrets.map(({ path, value }) => ({ path: [...path, 'name'], value: `${value.namespace}/${value.name}` })),
    'name',
  );

  for (const { path, value } of secrets) {
    refuseTwins(
      draft,
      value.keys.map((key, i) => ({ path: [...path, 'keys', i], value: key })),
      'key',
    );
    const place = [...path, 'create'];
    for (const key of literalKeys(value.create ?? '')) {
      if (!value.keys.includes(key))
        draft.refuse(place, `the command gives a key ${key} that keys does not list`, didYouMean(key, value.keys));
    }
    for (const part of [value.name, value.namespace]) {
      if (value.create !== undefined && !value.create.split(/[\s=]+/).includes(part)) {
        draft.refuse(
          place,
          `the command does not mention ${part}, so it creates another Secret`,
          `Create ${value.name} in the namespace ${value.namespace}.`,
        );
      }
    }
  }
}

/** Volumes: on nodes that exist, and no more copies than nodes (D-03). */
export function judgeStorage(draft: Draft): void {
  const parts = [...Array(draft.size(['nodes'])).keys()].flatMap((i) => draft.part(['nodes', i, 'name'], nodeSchema.shape.name) ?? []);
  const known = parts.length > 0 && draft.isWhole(['nodes'], parts);
  const names = new Set(parts.map(({ value }) => value));
  const listed = draft.part(['storage', 'nodes'], storageSchema.shape.nodes);
  const entries = draft.keys(['storage']).includes('nodes') ? (listed?.value ?? []) : [...names];

  refuseTwins(
    draft,
    (listed?.value ?? []).map((value, i) => ({ path: ['storage', 'nodes', i], value })),
    'node',
  );
  for (const [i, name] of (listed?.value ?? []).entries()) {
    if (!known || names.has(name)) continue;
    draft.refuse(['storage', 'nodes', i], `"${name}" is none of the nodes`, didYouMean(name, names));
  }

  const replicas = draft.part(['storage', 'replicas'], storageSchema.shape.replicas);
  const count = new Set(entries).size;
  if (replicas === undefined || count === 0 || !known || replicas.value <= count) return;
  draft.refuse(
    replicas.path,
    `${replicas.value} copies need ${replicas.value} storage nodes, there ${count === 1 ? 'is 1' : `are ${count}`} (D-03)`,
    `Write ${count} or less, or add storage nodes.`,
  );
}
