/** Where the project's root stands, seen from the bundle and from this file. */
const ROOTS = ['../', '../../'];

/**
 * Reads a JSON file of the package, by its path in the project. The files are not part of the bundle, so that a start does not load
 * them: they are required when a check needs them.
 * @throws Error when the package does not hold the file
 */
export function packageData(path: string): unknown {
  for (const root of ROOTS) {
    try {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
      return require(`${root}${path}`);
    } catch (error) {
      if ((error as { code?: string }).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new Error(`${path} is not in this package`);
}
