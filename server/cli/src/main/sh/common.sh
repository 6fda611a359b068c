# shellcheck shell=bash
# What ./run, ./test, ./sealcharge and the load tests share. Sourced by them, with `root` set to the top folder of the
# sources, and `module` to the one that is built and run if it is not the command line.

jdk_wanted=25
: "${root:?is set by the script that sources this}"
module="${module:-server/cli}"
stamp="$root/$module/target/built.stamp"

# Lines for people go to standard error: standard output belongs to the answer.
say() { printf '%s\n' "$*" >&2; }
fail() {
  local code=$1
  shift
  say "$@"
  exit "$code"
}

# Folders that may each be a JDK, best first.
jvm_folders() {
  local folder
  if [ -n "${JAVA_HOME:-}" ]; then printf '%s\n' "$JAVA_HOME"; fi
  for folder in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
    "${HOME:-/nonexistent}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -d "$folder" ]; then printf '%s\n' "$folder"; fi
  done
}

# Every JDK has a file `release` that names its version: reading it costs no start of a JVM.
is_wanted_jdk() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] \
    && grep -Eq "^JAVA_VERSION=\"$jdk_wanted(\"|[.+-])" "$1/release"
}

# Sets and exports JAVA_HOME, or names what to install and ends with 3.
find_jdk() {
  local folder
  while IFS= read -r folder; do
    if is_wanted_jdk "$folder"; then
      export JAVA_HOME="$folder"
      return 0
    fi
  done < <(jvm_folders)
  fail 3 "Sealcharge needs JDK $jdk_wanted; there is none in JAVA_HOME or the usual JVM folders (/usr/lib/jvm, /usr/java, /opt/java, ~/.sdkman, ~/.jdks, /Library/Java).
Install one of:
  Debian, Ubuntu   the package temurin-$jdk_wanted-jdk (https://adoptium.net/installation/linux/) or openjdk-$jdk_wanted-jdk
  macOS            brew install --cask temurin@$jdk_wanted
  SDKMAN!          sdk install java $jdk_wanted-tem
or set JAVA_HOME to the folder of one."
}

find_maven() {
  command -v mvn > /dev/null || fail 3 "Sealcharge is built with Maven 3.8.6 or newer; there is no mvn on the PATH.
Install it: apt-get install maven"
}

# maven ARGUMENT…  under the JDK found, whatever `java` is; from any working directory.
maven() {
  (cd "$root" && MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" mvn "$@")
}

# The installed SoftHSM library, on standard output; fails when there is none.
softhsm_library() {
  local file
  for file in /usr/lib/softhsm/libsofthsm2.so /usr/lib/*/softhsm/libsofthsm2.so /usr/lib64/pkcs11/libsofthsm2.so \
    /usr/lib64/softhsm/libsofthsm2.so /usr/local/lib/softhsm/libsofthsm2.so /opt/homebrew/lib/softhsm/libsofthsm2.so; do
    if [ -r "$file" ]; then
      printf '%s\n' "$file"
      return 0
    fi
  done
  return 1
}

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2> /dev/null)" = installed ]; }

# install WHAT_FOR PACKAGE…  from the distribution as root; else prints the exact line to run and ends with 3.
install_packages() {
  local what=$1 line log
  shift
  line="apt-get install --yes --no-install-recommends $*"
  command -v apt-get > /dev/null || fail 3 "$what needs these packages of your distribution (their Debian names): $*"
  [ "$(id -u)" = 0 ] || fail 3 "$what needs packages that are not installed, and only root can install them. Run this line, then start again:
  sudo sh -c 'apt-get update && $line'"
  log=$(mktemp)
  say "installing $*"
  if ! { DEBIAN_FRONTEND=noninteractive apt-get update && DEBIAN_FRONTEND=noninteractive $line; } > "$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    fail 3 "could not install: $line"
  fi
  rm -f "$log"
}

is_built() { compgen -G "$root/$module/target/lib/${module##*/}-*.jar" > /dev/null; }

# The first source that is newer than the last build; empty when there is none.
changed_source() {
  # Tests that run what Maven is building right now must not build it a second time.
  if [ "${SEALCHARGE_BUILD:-}" = never ] && is_built; then return 0; fi
  if [ ! -e "$stamp" ] || ! is_built; then
    printf 'everything\n'
    return 0
  fi
  # Folders count below src only, where a deleted file shows: a module's own changes when target is made in it.
  (cd "$root" && find pom.xml .mvn config hsm card-bridge server "$module" \
    \( -name target -o -name node_modules -o -path '*/src/test' \) -prune -o \
    \( -type f -o -path '*/src/*' \) -newer "$stamp" -print -quit 2> /dev/null)
}

# build loud|quiet  builds what is run, when sources changed since the last build. Quiet: the build's own words go to a file.
build() {
  local log="$root/$module/target/build.log" begun
  [ -n "$(changed_source)" ] || return 0
  find_maven
  mkdir -p "$root/$module/target"
  begun="$root/$module/target/begun.stamp"
  (
    # One build at a time; whoever waited finds the work done.
    if command -v flock > /dev/null; then flock 9; fi
    [ -n "$(changed_source)" ] || exit 0
    if [ "$1" = loud ]; then say "building, which takes a minute or two the first time (log: $log)"; fi
    : > "$begun"
    if ! maven -pl "$module" -am -Dmaven.test.skip=true -Dspotless.check.skip=true package > "$log" 2>&1; then
      grep -E '^\[ERROR\]' "$log" | head -n 20 >&2 || tail -n 20 "$log" >&2
      fail 4 "the build failed; its log is $log"
    fi
    # Sources changed during the build are newer than its beginning, and so built again.
    touch -r "$begun" "$stamp"
  ) 9> "$root/$module/target/build.lock"
}

# Milliseconds; whole seconds where the shell knows no better.
now_ms() {
  if [ -n "${EPOCHREALTIME:-}" ]; then
    local digits="${EPOCHREALTIME//[!0-9]/}"
    printf '%s\n' "$((digits / 1000))"
  else
    printf '%s000\n' "$(date +%s)"
  fi
}

# phase NAME BEGUN_MS  prints what a phase took, as the Java side does.
phase() {
  local took=$(($(now_ms) - $2))
  printf '  %-34s %4d.%d s\n' "$1" $((took / 1000)) $((took % 1000 / 100))
}

# data_folder ARGUMENT…  the absolute data folder that --data, SEALCHARGE_DATA or the default names.
data_folder() {
  local folder="${SEALCHARGE_DATA:-$root/.data}"
  while [ $# -gt 0 ]; do
    case $1 in
      --data)
        [ $# -gt 1 ] || fail 2 "--data needs a folder"
        folder=$2
        shift
        ;;
      --data=*) folder=${1#--data=} ;;
    esac
    shift
  done
  [ -n "$folder" ] || fail 2 "--data needs a folder"
  case $folder in
    /*) printf '%s\n' "$folder" ;;
    *) printf '%s/%s\n' "$PWD" "$folder" ;;
  esac
}

# How the platform's JVM is started, here and in OwnPlatform.java: SoftHSM may keep back 100 MB until its module is recycled,
# and all of it together stays below 700 MB. The parallel collector leaves the processors alone between its short pauses.
# shellcheck disable=SC2034 # used by those who source this
platform_options=(-Xmx320m -XX:+UseParallelGC)

# start_java DATA_FOLDER JVM_OPTION… CLASS ARGUMENT…  replaces the script by the JVM, so that signals reach it.
start_java() {
  local data=$1
  shift
  # SoftHSM finds its tokens through its own variable. The data folder travels as a property: variables named
  # SEALCHARGE_… override the platform's configuration, and one that is no setting would be refused.
  export SOFTHSM2_CONF="${SOFTHSM2_CONF:-$data/token/softhsm2.conf}"
  unset SEALCHARGE_DATA SEALCHARGE_BUILD
  # A heap of its own for each thread would hold on to what SoftHSM gives back (glibc, mallopt(3)).
  export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
  # SoftHSM asks for memory 150 times in a call; seven pieces of a size kept by a thread are too few for it.
  export GLIBC_TUNABLES="${GLIBC_TUNABLES:-glibc.malloc.tcache_count=200}"
  exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dfile.encoding=UTF-8 -Dsealcharge.root="$root" -Dsealcharge.data="$data" \
    -cp "$root/$module/target/lib/*" "$@"
}
