import { at, listAt, numberAt, textAt } from './answer.ts';
import type { GithubApi } from './api.ts';

/** GitHub takes no longer body of a pull request or a comment. Unit: characters. */
export const LONGEST_BODY = 65_536;

/** GitHub takes no longer title. Unit: characters. */
const LONGEST_TITLE = 256;

export interface PullRequest {
  readonly number: number;
  /** Where people read it. */
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

export interface PullRequestWords {
  readonly title: string;
  /** Markdown; what is too long for GitHub is cut, and says so. */
  readonly body: string;
}

/** The pull requests of one repository: found by their branches, never made twice. */
export class PullRequests {
  constructor(private readonly api: GithubApi) {}

  /** The open one that brings `head` to `base`. */
  async open(head: string, base: string): Promise<PullRequest | undefined> {
    const doing = 'look for the pull request';
    const { data } = await this.api.get(doing, '/pulls', { state: 'open', head: `${this.api.owner}:${head}`, base, per_page: 1 });
    const [first] = listAt(data) ?? [];
    return first === undefined ? undefined : this.parse(doing, first);
  }

  /** Makes it, or brings the one that is open to these words. Touches nothing that is as it should be. */
  async bring(head: string, base: string, words: PullRequestWords, label: string): Promise<PullRequest> {
    const { title, body } = { title: cut(words.title, LONGEST_TITLE, '…'), body: fittedBody(words.body) };
    const pull = (await this.open(head, base)) ?? (await this.make(head, base, { title, body }));
    if (pull.title !== title || pull.body !== body) {
      await this.api.change('update the pull request', 'PATCH /pulls/{number}', { number: pull.number, body: { title, body } });
    }
    if (!pull.labels.includes(label)) {
      await this.api.change('label the pull request', 'POST /issues/{number}/labels', { number: pull.number, body: { labels: [label] } });
    }
    return { ...pull, title, body };
  }

  async close(number: number): Promise<void> {
    await this.api.change('close the pull request', 'PATCH /pulls/{number}', { number, body: { state: 'closed' } });
  }

  private async make(head: string, base: string, words: PullRequestWords): Promise<PullRequest> {
    const doing = 'make the pull request';
    const send = (expected: readonly number[]) => this.api.change(doing, 'POST /pulls', { body: { ...words, head, base } }, expected);
    const { status, data } = await send([422]);
    if (status !== 422) return this.parse(doing, data);
    // Refused because it is there already: made by another run, or by an attempt whose answer was lost.
    return (await this.open(head, base)) ?? this.parse(doing, (await send([])).data);
  }

  private parse(doing: string, data: unknown): PullRequest {
    const [number, title, url] = [numberAt(data, 'number'), textAt(data, 'title'), textAt(data, 'html_url')];
    if (number === undefined || title === undefined || url === undefined) throw this.api.garbled(doing);
    const labels = listAt(data, 'labels')?.map((label) => String(at(label, 'name'))) ?? [];
    return { number, title, url, body: textAt(data, 'body') ?? '', labels };
  }
}

/** A body that GitHub takes. GitHub stores it as it is sent, but for the line ends. */
export function fittedBody(body: string): string {
  return cut(body.replaceAll('\r\n', '\n'), LONGEST_BODY, '\n\n… cut off: GitHub takes no longer text.\n');
}

function cut(text: string, most: number, end: string): string {
  if (text.length <= most) return text;
  // Not in the middle of a character of two units.
  return `${text.slice(0, most - end.length).replace(/[\ud800-\udbff]$/, '')}${end}`;
}
