import { DeliveryError, InputError } from '../errors.ts';
import { blobId, short } from './blob-id.ts';
import { HYDRATOR_FILE, HYDRATOR_NOTES_REF, parseMetadata, printNote } from './hydrator.ts';
import type { Metadata } from './hydrator.ts';
import type { Change, Plan } from './plan.ts';
import type { Preview } from './preview.ts';
import type { SkipFolder, Snapshot, Target } from './target.ts';

/**
 * A target whose commits say what GitOps Promoter and Argo CD ask a hydrator to say: `hydrator.metadata` beside the manifests, and
 * a note. Where manifests stay as they are, only the note is brought up to date: a commit would be a pull request about nothing.
 */
export class HydratorTarget implements Target {
  readonly label: string;
  readonly branch: string;
  readonly folder: string | undefined;
  private there: string | undefined;

  /** Throws an InputError for a target that keeps no notes. */
  constructor(
    private readonly whole: Target,
    private readonly said: Metadata,
  ) {
    this.label = whole.label;
    this.branch = whole.branch;
    this.folder = whole.folder;
    if (whole.replaceNote === undefined)
      throw new InputError('--hydrator', `no notes can be kept in ${whole.label}`, 'Deliver to the URL of the repository by git.');
  }

  get review(): string | undefined {
    return this.whole.review;
  }

  async read(skip?: SkipFolder): Promise<Snapshot> {
    const snapshot = await this.whole.read(skip);
    const entry = snapshot.entries.get(HYDRATOR_FILE);
    this.there = entry?.blob;
    if (entry === undefined) return snapshot;
    const [text = ''] = entry.mode === '100644' ? await this.whole.texts([entry.blob]) : [];
    if (parseMetadata(text) !== undefined) return snapshot;
    throw new InputError(
      `${this.branch} ${HYDRATOR_FILE}`,
      'another hydrator wrote this file, or a person',
      'Let one of them deliver to this branch, and remove the file there if that is to be slipway.',
    );
  }

  texts(blobs: readonly string[]): Promise<readonly string[]> {
    return this.whole.texts(blobs);
  }

  async commit(plan: Plan, message: string, found?: Preview): Promise<string> {
    const { text } = this.said;
    const blob = blobId(text, plan.objectFormat);
    const record: Change =
      this.there === undefined
        ? { action: 'add', path: HYDRATOR_FILE, blob, text }
        : { action: 'change', path: HYDRATOR_FILE, blob, text, was: this.there };
    const records = this.there === blob ? plan.records : [...plan.records, record];
    const commit = await this.whole.commit({ ...plan, records }, message, found);
    await this.tell(commit);
    return commit;
  }

  async recall(name: string): Promise<string | undefined> {
    return this.whole.recall?.(name);
  }

  async remember(name: string, text: string): Promise<void> {
    await this.whole.remember?.(name, text);
  }

  mend(): Promise<void> {
    return this.whole.mend();
  }

  async note(commit: string, line: string): Promise<void> {
    await this.whole.note?.(commit, line);
    await this.tell(commit);
  }

  close(): Promise<void> {
    return this.whole.close();
  }

  private async tell(commit: string): Promise<void> {
    try {
      await this.whole.replaceNote?.(HYDRATOR_NOTES_REF, commit, printNote(this.said.sha));
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      const what = `${short(commit)} is delivered, but has no note for the promoter: ${error.message}`;
      throw new DeliveryError(this.branch, what, 'Run again.');
    }
  }
}
