import { refreshAll } from '$app/navigation';

/** Looks anew after so long; while the server does not answer, the page stays as it is and tries again. Gives how to stop. */
export function lookAgain(afterMs: number): () => void {
  let timer = setTimeout(() => void look(), afterMs);
  let isOver = false;
  async function look(): Promise<void> {
    const isThere = await fetch('/api/health/ready').then(
      ({ ok }) => ok,
      () => false,
    );
    if (isOver) return;
    if (isThere) await refreshAll();
    else timer = setTimeout(() => void look(), afterMs);
  }
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
