/**
 * Metadata type of constructs that have something to say to whoever delivers: `construct.node.addMetadata(WARNING, problem)`.
 * It is shown with each run and stops nothing.
 */
export const WARNING = 'slipway:warning';
