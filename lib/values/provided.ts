/**
 * Metadata type of constructs whose objects a third-party chart brings along: `construct.node.addMetadata(PROVIDED, true)`.
 * They stand in the tree so that others can refer to them, and are handed on apart from the manifests.
 */
export const PROVIDED = 'slipway:provided';
