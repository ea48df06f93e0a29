/** Ends a run when someone presses Ctrl-C or the system asks for it; a second Ctrl-C ends the process at once, as usual. */
export function interruption(): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController()
  const interrupt = (): void => {
    end()
    controller.abort('It was interrupted.')
  }
  const end = (): void => {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  return { signal: controller.signal, end }
}
