/** The cluster that a path is for: its first folder. */
export function clusterOf(path: string): string {
  const end = path.indexOf('/');
  return end === -1 ? path : path.slice(0, end);
}

/** {@link clusterOf} for many paths, of which neighbours mostly have the same. */
export function clusterReader(): (path: string) => string {
  let last = '';
  let start = '/';
  return (path) => {
    if (path.startsWith(start)) return last;
    last = clusterOf(path);
    start = `${last}/`;
    return last;
  };
}

/** The app that a path is for: its second folder; empty for a file that lies directly in the cluster's. */
export function appOf(path: string): string {
  const start = path.indexOf('/') + 1;
  const end = path.indexOf('/', start);
  return start === 0 || end === -1 ? '' : path.slice(start, end);
}

/** `homelab/blog` of `homelab/blog/rollout.web.yaml`; of a file that lies higher, the folder that it lies in. */
export function appFolder(path: string): string {
  const first = path.indexOf('/');
  const second = path.indexOf('/', first + 1);
  return path.slice(0, second === -1 ? Math.max(first, 0) : second);
}
