import { CORE_SCHEMA, defineMappingTag, defineScalarTag, defineSequenceTag, mapTag, mergeTag, seqTag } from 'js-yaml';
import { KUBERNETES_SCHEMA } from '../../manifest/yaml.ts';

/** A tag that nobody here knows (`!Ref`, `!vault`, `!!binary`): the value counts and the tag does not, as for Kubernetes' reader. */
const unknownTags = ['!', 'tag:'].flatMap((prefix) => [
  defineScalarTag<string>(prefix, { matchByTagPrefix: true, resolve: (source) => source, identify: () => false }),
  defineSequenceTag(prefix, { ...seqTag, matchByTagPrefix: true, identify: () => false }),
  defineMappingTag(prefix, { ...mapTag, matchByTagPrefix: true, identify: () => false }),
]);

/** How any tree is read: as Kubernetes reads YAML, and never stopped by a tag. */
export const TREE_SCHEMA = KUBERNETES_SCHEMA.withTags(unknownTags);

/** YAML 1.2, in which `on` is a word: GitHub reads its workflows so. */
export const WORKFLOW_SCHEMA = CORE_SCHEMA.withTags(mergeTag, unknownTags);
