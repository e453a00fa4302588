@echo off
rem Runs hobnob from an unpacked archive, or from a clone that Maven has built. As the script "hobnob" beside it does.
setlocal EnableExtensions DisableDelayedExpansion

rem Programs in the current folder are not taken for Java.
set NoDefaultCurrentDirectoryInExePath=1
if defined JAVA_HOME set "PATH=%JAVA_HOME%\bin;%PATH%"

set MAJOR=0
for /f "tokens=3" %%v in ('java -version 2^>^&1 ^| findstr /c:" version "') do for /f "delims=.-+" %%m in ("%%~v") do set MAJOR=%%m
if %MAJOR% lss 17 (
    echo hobnob: Java, 17 or later, is missing: install one from https://adoptium.net, or name it in JAVA_HOME 1>&2
    exit /b 1
)

set "LIB=%~dp0..\lib"
if not exist "%LIB%" set "LIB=%~dp0target\lib"
set JAR=
for %%j in ("%LIB%\hobnob-launcher-*.jar") do set "JAR=%%~fj"
if not defined JAR (
    echo hobnob: "%LIB%" holds no program: unpack the archive anew, or run: mvn package -DskipTests 1>&2
    exit /b 1
)

set OPTIONS=-Djava.net.preferIPv4Stack=true --enable-native-access=ALL-UNNAMED
if %MAJOR% geq 24 set OPTIONS=%OPTIONS% --sun-misc-unsafe-memory-access=allow
rem What people start often starts sooner and stays small.
set SMALL=-XX:+UseSerialGC -XX:TieredStopAtLevel=1
for %%c in (registry store bench demo) do if "%~1"=="%%c" set SMALL=

java "-Dhobnob.home=%~dp0.." %OPTIONS% %SMALL% %HOBNOB_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
