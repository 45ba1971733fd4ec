#include "cli/testing.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace kiln::core::cli {
namespace {

std::string contents(std::FILE* file) {
  std::string text;
  std::rewind(file);
  std::array<char, 4096> block{};
  for (std::size_t count; (count = std::fread(block.data(), 1, block.size(), file)) > 0;)
    text.append(block.data(), count);
  std::fclose(file);
  return text;
}

/// The write end of a pipe that nobody reads.
int closed_pipe() {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return -1;
  close(ends[0]);
  return ends[1];
}

int open_stdout(Stdout kind, std::FILE* kept) {
  switch (kind) {
    case Stdout::Kept:
      return dup(fileno(kept));
    case Stdout::ClosedPipe:
      return closed_pipe();
    case Stdout::FullDevice:
      return open("/dev/full", O_WRONLY);
  }
  return -1;
}

[[noreturn]] void become_kiln(const Invocation& invocation, int in, int out, int err) {
  dup2(in, STDIN_FILENO);
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  for (const int copied : {in, out, err}) close(copied);
  for (const auto& [name, value] : invocation.environment) setenv(name.c_str(), value.c_str(), 1);
  if (chdir(KILN_SOURCE_DIR) != 0) _exit(126);
  std::vector<std::string> arguments = invocation.arguments;
  arguments.insert(arguments.begin(), "kiln");
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  execv(KILN_BINARY, pointers.data());
  _exit(127);
}

}  // namespace

Finished run_kiln(const Invocation& invocation) {
  std::FILE* out = std::tmpfile();
  std::FILE* err = std::tmpfile();
  std::array<int, 2> in{open("/dev/null", O_RDONLY | O_CLOEXEC), -1};
  if (invocation.has_input) {
    close(in[0]);
    if (pipe2(in.data(), O_CLOEXEC) != 0) return {};
  }
  const int stdout_copy = open_stdout(invocation.out, out);
  const pid_t child = fork();
  if (child == 0) become_kiln(invocation, in[0], stdout_copy, dup(fileno(err)));
  close(in[0]);
  close(stdout_copy);
  if (invocation.has_input) {
    // Inputs of tests fit into a pipe's buffer: this does not wait for the reader.
    const ssize_t written = write(in[1], invocation.input.data(), invocation.input.size());
    if (written != static_cast<ssize_t>(invocation.input.size())) return {};
    close(in[1]);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), contents(out),
          contents(err)};
}

Finished kiln(std::vector<std::string> arguments) {
  Invocation invocation;
  invocation.arguments = std::move(arguments);
  return run_kiln(invocation);
}

Finished kiln_on(std::string input, std::vector<std::string> arguments) {
  Invocation invocation;
  invocation.arguments = std::move(arguments);
  invocation.input = std::move(input);
  invocation.has_input = true;
  return run_kiln(invocation);
}

TemporaryFile::TemporaryFile(const std::string& name, const std::string& text) {
  folder_ = (std::filesystem::temp_directory_path() / "kiln-test-XXXXXX").string();
  if (!mkdtemp(folder_.data())) std::abort();
  path_ = folder_ + '/' + name;
  std::ofstream(path_, std::ios::binary) << text;
}

TemporaryFile::~TemporaryFile() {
  std::filesystem::remove_all(folder_);
}

}  // namespace kiln::core::cli
