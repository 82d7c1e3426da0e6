import { blobId, isObjectId } from '../blob-id.ts';
import { at, textAt } from './answer.ts';
import type { GithubApi } from './api.ts';
import { inParallel } from './concurrency.ts';
import type { GitData } from './git-data.ts';
import { WIDTH } from './read-tree.ts';

/** Up to so many files are read one by one. */
const FEW = 20;

/** Files that one query asks for. GitHub gives a query ten seconds, and an hour's allowance is 5,000 requests. */
const PORTION = 200;

/** The texts of blobs, in the order asked for: many of them by one query, what a query does not give one by one. */
export async function readTexts(api: GithubApi, data: GitData, blobs: readonly string[]): Promise<readonly string[]> {
  const texts = blobs.length > FEW ? await queried(api, blobs) : new Map<string, string>();
  return inParallel(blobs, WIDTH, async (blob) => texts.get(blob) ?? data.blob(blob));
}

/** What GitHub's other API knows; long and odd files are not among it, and a server may not have it at all. */
async function queried(api: GithubApi, blobs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (let start = 0; start < blobs.length; start += PORTION) {
    const portion = blobs.slice(start, start + PORTION);
    const fields = portion.map((blob, index) => `b${index}: object(oid: "${blob}") { ... on Blob { text } }`);
    const query = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${fields.join(' ')} } }`;
    const answer = await api.query(query);
    if (answer === undefined) return texts;
    for (const [index, blob] of portion.entries()) {
      const text = textAt(at(answer, 'repository', `b${index}`), 'text');
      // One that was cut off or is no text has another id.
      if (text !== undefined && blobId(text, isObjectId(blob, 'sha1') ? 'sha1' : 'sha256') === blob) texts.set(blob, text);
    }
  }
  return texts;
}
