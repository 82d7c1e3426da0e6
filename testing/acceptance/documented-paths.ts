/** A row of the page of open paths: `| cluster | path | opened by | closed by | reason |`. */
export interface DocumentedPath {
  readonly cluster: string;
  readonly path: string;
  /** The path exists only while this switch is on; always when empty. */
  readonly openedBy: string;
  /** The path is closed while all of these switches are on; never when there are none. */
  readonly closedBy: readonly string[];
}

/** The rows of a Markdown page, its heading and other tables left out. */
export function readPaths(page: string): DocumentedPath[] {
  return page.split('\n').flatMap((line) => {
    const [, cluster = '', path = '', openedBy = '', closedBy = '', reason = ''] = line.split('|').map((cell) => cell.trim());
    if (!path.startsWith('`') || reason === '') return [];
    const bare = (text: string): string => text.replaceAll('`', '');
    return [
      {
        cluster,
        path: bare(path),
        openedBy: bare(openedBy),
        closedBy: bare(closedBy)
          .split(' and ')
          .filter((name) => name !== ''),
      },
    ];
  });
}

/** The paths that are to be open in a cluster whose switches stand like that. */
export function expectedPaths(rows: readonly DocumentedPath[], cluster: string, isOn: (name: string) => boolean): string[] {
  return rows
    .filter((row) => row.cluster === cluster && (row.openedBy === '' || isOn(row.openedBy)))
    .filter(({ closedBy }) => closedBy.length === 0 || !closedBy.every(isOn))
    .map(({ path }) => path);
}
