// One server of its own: a port, a folder and people, all gone when it stops.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

export type Role = 'te_admin' | 'kms_adm' | 'secu_admin' | 'kms_cmk_full' | 'kms_crypto' | 'kms_auditor' | 'kms_readonly';

export type Person = { domain: string; name: string; password: string; roles: Role[] };

/** What `claviger demo --json` prints. */
type Announcement = { url: string; people: Person[] };

const binary = process.env['CLAVIGER_BINARY'] ?? join(import.meta.dirname, '../../target/debug/claviger');
const startWithin = 150_000;
const stopWithin = 10_000;

export class Server {
  readonly url: string;
  readonly people: Person[];
  private readonly process: ChildProcess;
  private readonly folder: string;
  private readonly log: string[];

  private constructor(process: ChildProcess, folder: string, log: string[], { url, people }: Announcement) {
    this.process = process;
    this.folder = folder;
    this.log = log;
    this.url = url;
    this.people = people;
  }

  static async start(): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), 'claviger-browser-'));
    const args = ['demo', '--json', '--data-dir', join(folder, 'data')];
    const listen = ['--listen', '127.0.0.1:0', '--admin-listen', '127.0.0.1:0'];
    const process = spawn(binary, [...args, ...listen], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const log: string[] = [];
    createInterface(process.stderr).on('line', (line) => log.push(line));
    const output = createInterface(process.stdout);
    const waiting = new AbortController();
    try {
      const line = await Promise.race([
        once(output, 'line', { signal: AbortSignal.any([waiting.signal, AbortSignal.timeout(startWithin)]) }),
        once(process, 'exit', { signal: waiting.signal }).then(([code]) => Promise.reject(new Error(`exit code ${code}`))),
      ]);
      return new Server(process, folder, log, JSON.parse(String(line[0])) as Announcement);
    } catch (cause) {
      process.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
      throw new Error(`${binary} did not start\n${log.join('\n')}`, { cause });
    } finally {
      waiting.abort();
    }
  }

  /** The first person of the demonstration with this role, in its first domain if no other is named. */
  person(role: Role, domain = this.people[0]?.domain): Person {
    const found = this.people.find((person) => person.domain === domain && person.roles.includes(role));
    if (!found) throw new Error(`nobody in ${domain} is ${role}`);
    return found;
  }

  /** A tenant without a key, made as an operator makes it, with one person for each role. */
  async tenant(...roles: Role[]): Promise<Person[]> {
    const domain = `tenant-${randomUUID().slice(0, 8)}`;
    await this.command('domain', 'create', '--name', domain);
    const people: Person[] = [];
    for (const [index, role] of roles.entries()) {
      const name = `${role} ${index + 1}`;
      const { password } = await this.command('user', 'create', '--domain', domain, '--name', name, '--role', role);
      people.push({ domain, name, password: String(password), roles: [role] });
    }
    return people;
  }

  /** What it logged last. */
  lastWords(): string {
    return this.log.slice(-50).join('\n');
  }

  private async command(...words: string[]): Promise<Record<string, unknown>> {
    const { stdout } = await promisify(execFile)(binary, [...words, '--json', '--data-dir', join(this.folder, 'data')]);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  /** Asks it to stop, as an operator does, and holds it to its promise of ten seconds. */
  async stop(): Promise<void> {
    const { process } = this;
    const crashed = process.exitCode !== null || process.signalCode !== null;
    if (!crashed) {
      const killed = setTimeout(() => process.kill('SIGKILL'), stopWithin);
      const gone = once(process, 'exit');
      process.kill('SIGTERM');
      await gone;
      clearTimeout(killed);
    }
    await rm(this.folder, { recursive: true, force: true });
    if (crashed || process.exitCode !== 0) {
      const how = process.signalCode ?? process.exitCode;
      throw new Error(`the server ${crashed ? 'ended before the tests' : 'did not stop by itself'}: ${how}\n${this.lastWords()}`);
    }
  }
}
