/**
 * Backup and recovery of an instance: its workspace is lost, and a person brings it back.
 *
 * Zowe's original design asks for a description of what to back up and how to recover an instance that no automatic restart
 * can help, and leaves it open. Here: a backup of the workspace; damage, after which preparations fail and components do not
 * start; recovery, by which a person ends what is left, restores the backup, or configures anew, and starts the instance.
 *
 * Simplified: what runs goes on with a damaged workspace until it is restarted; a restored workspace is as good as it was.
 * Not modelled: what else lies in it, such as the stores of the Caching Service; other instances that share it go on.
 * @source Zowe's original design of high availability, "Backup and Recover"; zowe-install-packaging prepare/index.ts: the
 * workspace must be writable.
 */
import type { Launcher } from "./launcher.js";
import type { ZowePlex } from "../plex.js";
import type { WorkspaceRecord } from "../state.js";

const SOUND: WorkspaceRecord = { damaged: false };

/** A view of a launcher's workspace in the store: it has no state of its own. */
export class Workspace {
  constructor(
    private readonly plex: ZowePlex,
    private readonly launcher: Launcher,
  ) {}

  get record(): WorkspaceRecord {
    return this.plex.zowe.state.value.workspaces[this.directory] ?? SOUND;
  }

  /** Its files are gone, or its file system is full; instances that share it feel it too. */
  damage(): void {
    this.change("damaged", { ...this.record, damaged: true });
  }

  /** A copy of it as it is now; of a damaged one there is nothing to copy. */
  backUp(): void {
    if (this.record.damaged) return;
    this.change("backed up", { damaged: false, backedUpAt: this.plex.sim.now });
  }

  /**
   * A person takes the instance in hand: what runs of it is cancelled and killed, the workspace is restored, and it is started.
   * Without a backup the workspace is configured anew, which takes longer.
   */
  recover(): void {
    const { launcher } = this;
    const { workspaceRestore, workspaceRebuild } = this.plex.zowe.parameters;
    if (!launcher.isSystemRunning || launcher.record.timers.recovered !== undefined) return;
    launcher.cancel();
    for (const component of launcher.components) component.kill();
    const hasBackup = this.record.backedUpAt !== undefined;
    launcher.steps.schedule("recovered", hasBackup ? workspaceRestore : workspaceRebuild);
  }

  /** @internal */
  onRecovered(): void {
    this.launcher.steps.done("recovered");
    this.change("restored", { ...this.record, damaged: false });
    this.launcher.start();
  }

  private get directory(): string {
    return this.launcher.configuration.instance.workspaceDirectory ?? this.launcher.name;
  }

  private change(cause: string, record: WorkspaceRecord): void {
    const { directory } = this;
    this.plex.zowe.state.change(`${directory}: ${cause}`, ({ workspaces }) => {
      workspaces[directory] = record;
    });
  }
}
