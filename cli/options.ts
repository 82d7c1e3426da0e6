/** Where the inventories are, and which of them. Taken by every command. */
export const inventoryOptions = {
  clusters: { type: 'string', value: 'DIR', default: 'clusters', help: 'folder of the inventories, one YAML file a cluster' },
  cluster: { type: 'list', value: 'NAME', help: 'only this cluster; may be repeated' },
} as const;

/** Where manifests are written. */
export const distOption = {
  dist: { type: 'string', value: 'DIR', default: 'dist', help: 'folder that receives <cluster>/<app>/<kind>.<name>.yaml' },
} as const;

/** Where manifests are delivered. */
export const targetOptions = {
  target: {
    type: 'string',
    value: 'PATH|URL',
    default: '.slipway/k8s-manifests.git',
    help: 'GitOps repository: a bare one here, made on first use, or a git URL',
  },
  branch: { type: 'string', value: 'NAME', default: 'main', help: 'branch that Argo CD watches' },
} as const;

/** What the program remembers between runs in the folder where it is called: ledgers, caches, the default target. */
export const STATE_FOLDER = '.slipway';
