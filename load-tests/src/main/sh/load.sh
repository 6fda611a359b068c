# shellcheck shell=bash
# What the commands of load-tests share. Sourced by them, with `root` set to the top folder of the sources.

: "${root:?is set by the script that sources this}"
module=load-tests
# shellcheck source=server/cli/src/main/sh/common.sh
. "$root/server/cli/src/main/sh/common.sh"

# Java options of the process that makes the load: it has to take little of the machine and stand still seldom.
load_options=(-XX:+UseParallelGC -Xmx2g)

# The processor that this process is to stay on; empty for any.
load_processor=""

# run_load NAME CLASS ARGUMENT…  builds, and runs a command that starts a platform on a folder of its own, which goes
# with it.
run_load() {
  local name=$1 class=$2 code=0
  shift 2
  find_jdk
  softhsm_library > /dev/null || install_packages "$name (the HSM of this machine is SoftHSM)" softhsm2
  build quiet
  # Its database may run as another user, who has to get in.
  folder=$(mktemp -d -t sealcharge-load.XXXXXX)
  chmod 755 "$folder"
  # Whatever SoftHSM is set to elsewhere: this folder's token is meant.
  export SOFTHSM2_CONF="$folder/data/token/softhsm2.conf"
  trap 'rm -rf "$folder"' EXIT
  (
    [ -z "$load_processor" ] || taskset -cp "$load_processor" "$BASHPID" > /dev/null
    start_java "$folder/data" -Dsealcharge.softhsm="$(softhsm_library)" "${load_options[@]}" "$class" "$@"
  ) || code=$?
  exit $code
}
